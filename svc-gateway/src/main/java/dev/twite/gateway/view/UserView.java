package dev.twite.gateway.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twite.common.view.Album;
import dev.twite.common.view.Wire;
import dev.twite.proto.auth.v1.SessionResponse;
import dev.twite.proto.profile.v1.User;

/**
 * A profile, {@code User} in the contract.
 *
 * @param relationship null, and then left out, for readers who are not signed in
 */
public record UserView(
    String id,
    String handle,
    String name,
    String bio,
    String location,
    String website,
    String avatarUrl,
    String bannerUrl,
    String createdAt,
    long followersCount,
    long followingCount,
    long tweetsCount,
    @JsonInclude(JsonInclude.Include.NON_NULL) RelationshipView relationship) {
  /** As the public sees it. */
  public static UserView of(User user, Album pictures) {
    return of(user, pictures, null);
  }

  public static UserView of(User user, Album pictures, RelationshipView relationship) {
    return new UserView(
        Wire.id(user.getId()),
        user.getHandle(),
        user.getName(),
        user.getBio(),
        user.getLocation(),
        user.getWebsite(),
        pictures.previewUrl(user.getAvatarMediaId()),
        pictures.url(user.getBannerMediaId()),
        Wire.time(user.getCreatedAtMs()),
        user.getFollowersCount(),
        user.getFollowingCount(),
        user.getTweetsCount(),
        relationship);
  }

  /** What svc-auth knows of an account whose profile is not there yet. */
  public static UserView fresh(SessionResponse session) {
    return of(
        User.newBuilder()
            .setId(session.getUserId())
            .setHandle(session.getHandle())
            .setName(session.getName())
            .setCreatedAtMs(session.getUserCreatedAtMs())
            .build(),
        Album.EMPTY);
  }
}
