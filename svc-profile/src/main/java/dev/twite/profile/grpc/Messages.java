package dev.twite.profile.grpc;

import dev.twite.profile.ProfileChange;
import dev.twite.profile.store.ProfileView;
import dev.twite.proto.profile.v1.GetUsersResponse;
import dev.twite.proto.profile.v1.UpdateProfileRequest;
import dev.twite.proto.profile.v1.User;
import dev.twite.proto.profile.v1.UserPage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Rows as messages, and a message as a change. */
final class Messages {
  private Messages() {}

  static User of(ProfileView profile) {
    return User.newBuilder()
        .setId(profile.userId())
        .setHandle(profile.handle())
        .setName(profile.name())
        .setBio(profile.bio())
        .setLocation(profile.location())
        .setWebsite(profile.website())
        .setAvatarMediaId(profile.avatarMediaId())
        .setBannerMediaId(profile.bannerMediaId())
        .setCreatedAtMs(profile.createdAtMs())
        .setFollowersCount(profile.followers())
        .setFollowingCount(profile.following())
        .setTweetsCount(profile.tweets())
        .setBanned(profile.banned())
        .setBanVersion(profile.banVersion())
        .build();
  }

  static GetUsersResponse of(List<ProfileView> profiles) {
    return GetUsersResponse.newBuilder()
        .addAllUsers(profiles.stream().map(Messages::of).toList())
        .build();
  }

  /** A full page may have another one after it. */
  static UserPage page(List<ProfileView> profiles, int limit) {
    return UserPage.newBuilder()
        .addAllUsers(profiles.stream().map(Messages::of).toList())
        .setNextCursor(profiles.size() < limit ? 0 : profiles.getLast().userId())
        .build();
  }

  static ProfileChange change(UpdateProfileRequest request) {
    return new ProfileChange(
        request.hasName() ? Optional.of(request.getName()) : Optional.empty(),
        request.hasBio() ? Optional.of(request.getBio()) : Optional.empty(),
        request.hasLocation() ? Optional.of(request.getLocation()) : Optional.empty(),
        request.hasWebsite() ? Optional.of(request.getWebsite()) : Optional.empty(),
        request.hasAvatarMediaId()
            ? OptionalLong.of(request.getAvatarMediaId())
            : OptionalLong.empty(),
        request.hasBannerMediaId()
            ? OptionalLong.of(request.getBannerMediaId())
            : OptionalLong.empty());
  }
}
