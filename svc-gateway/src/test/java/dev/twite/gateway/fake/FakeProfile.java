package dev.twite.gateway.fake;

import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.profile.v1.CreateProfileRequest;
import dev.twite.proto.profile.v1.GetUsersByHandleRequest;
import dev.twite.proto.profile.v1.GetUsersRequest;
import dev.twite.proto.profile.v1.GetUsersResponse;
import dev.twite.proto.profile.v1.ProfileGrpc;
import dev.twite.proto.profile.v1.UpdateProfileRequest;
import dev.twite.proto.profile.v1.User;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Profiles in memory. */
public final class FakeProfile extends ProfileGrpc.ProfileImplBase {
  private final Probe probe;
  private final Map<Long, User> users = new ConcurrentHashMap<>();

  public FakeProfile(Probe probe) {
    this.probe = probe;
  }

  /** Makes a user appear; the id in decimal is part of its handle. */
  public void add(long id) {
    users.put(
        id,
        User.newBuilder()
            .setId(id)
            .setHandle("u" + id)
            .setName("User " + id)
            .setCreatedAtMs(1_768_467_758_417L)
            .build());
  }

  public void remove(long id) {
    users.remove(id);
  }

  boolean knows(long id) {
    return users.containsKey(id);
  }

  @Override
  public void createProfile(CreateProfileRequest in, StreamObserver<User> out) {
    probe.reply(
        out,
        "CreateProfile",
        () ->
            users.computeIfAbsent(
                in.getUserId(),
                id ->
                    User.newBuilder()
                        .setId(id)
                        .setHandle(in.getHandle())
                        .setName(in.getName())
                        .setCreatedAtMs(in.getCreatedAtMs())
                        .build()));
  }

  @Override
  public void getUsers(GetUsersRequest in, StreamObserver<GetUsersResponse> out) {
    probe.reply(
        out,
        "GetUsers",
        () -> {
          if (in.getIdsCount() > 200) {
            throw TwiteException.invalid("ids", "too_many", "At most 200");
          }
          return GetUsersResponse.newBuilder()
              .addAllUsers(
                  in.getIdsList().stream().map(users::get).filter(Objects::nonNull).toList())
              .build();
        });
  }

  @Override
  public void getUsersByHandle(GetUsersByHandleRequest in, StreamObserver<GetUsersResponse> out) {
    probe.reply(
        out,
        "GetUsersByHandle",
        () ->
            GetUsersResponse.newBuilder()
                .addAllUsers(
                    users.values().stream()
                        .filter(
                            user ->
                                in.getHandlesList().stream()
                                    .anyMatch(user.getHandle()::equalsIgnoreCase))
                        .toList())
                .build());
  }

  @Override
  public void updateProfile(UpdateProfileRequest in, StreamObserver<User> out) {
    probe.reply(
        out,
        "UpdateProfile",
        () -> {
          Checks checks = new Checks();
          if (in.hasName()) {
            checks.text("name", in.getName(), 1, 50);
          }
          checks.text("bio", in.getBio(), 0, 160).text("location", in.getLocation(), 0, 30);
          checks.text("website", in.getWebsite(), 0, 100).finish();
          User user =
              users.computeIfPresent(
                  CallContext.requireUser().id(), (id, before) -> changed(before, in));
          if (user == null) {
            throw TwiteException.of(ErrorCode.USER_NOT_FOUND);
          }
          return user;
        });
  }

  private static User changed(User before, UpdateProfileRequest in) {
    User.Builder after = before.toBuilder();
    if (in.hasName()) {
      after.setName(in.getName());
    }
    if (in.hasBio()) {
      after.setBio(in.getBio());
    }
    if (in.hasLocation()) {
      after.setLocation(in.getLocation());
    }
    if (in.hasWebsite()) {
      after.setWebsite(in.getWebsite());
    }
    if (in.hasAvatarMediaId()) {
      after.setAvatarMediaId(in.getAvatarMediaId());
    }
    if (in.hasBannerMediaId()) {
      after.setBannerMediaId(in.getBannerMediaId());
    }
    return after.build();
  }
}
