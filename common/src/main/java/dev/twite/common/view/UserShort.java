package dev.twite.common.view;

import dev.twite.proto.profile.v1.User;

/** As much of a profile as a tweet shows. */
public record UserShort(String id, String handle, String name, String avatarUrl) {
  public static UserShort of(User user, Album pictures) {
    return new UserShort(
        Wire.id(user.getId()),
        user.getHandle(),
        user.getName(),
        pictures.previewUrl(user.getAvatarMediaId()));
  }
}
