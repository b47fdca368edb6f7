package dev.twite.common.view;

import com.google.common.collect.Iterables;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.profile.v1.GetUsersRequest;
import dev.twite.proto.profile.v1.ProfileGrpc.ProfileBlockingStub;
import dev.twite.proto.profile.v1.User;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks up profiles, many at once. */
public final class Profiles {
  private static final int BATCH = 200;

  private final ProfileBlockingStub profile;

  @Inject
  Profiles(ProfileBlockingStub profile) {
    this.profile = profile;
  }

  /** The profiles of these users by id, in this order; unknown ones are left out. */
  public Map<Long, User> byId(Collection<Long> ids) {
    Map<Long, User> found = new LinkedHashMap<>();
    for (List<Long> batch : Iterables.partition(new LinkedHashSet<>(ids), BATCH)) {
      for (User user :
          profile.getUsers(GetUsersRequest.newBuilder().addAllIds(batch).build()).getUsersList()) {
        found.put(user.getId(), user);
      }
    }
    return found;
  }

  public Optional<User> find(long id) {
    return Optional.ofNullable(byId(List.of(id)).get(id));
  }

  /**
   * @throws TwiteException USER_NOT_FOUND
   */
  public User require(long id) {
    return find(id).orElseThrow(() -> TwiteException.of(ErrorCode.USER_NOT_FOUND));
  }
}
