package dev.twite.common.view;

import com.google.common.collect.Iterables;
import dev.twite.common.cache.NearCache;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.profile.v1.GetUsersRequest;
import dev.twite.proto.profile.v1.ProfileGrpc.ProfileBlockingStub;
import dev.twite.proto.profile.v1.User;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks up profiles, many at once. Kept for two seconds, so that who is gone is not shown after
 * five (S4); whoever changes one forgets it.
 */
public final class Profiles {
  private static final int BATCH = 200;
  private static final Duration KEPT = Duration.ofSeconds(2);
  private static final int MAX_KEPT = 20_000;

  private final ProfileBlockingStub profile;
  private final NearCache<User> cache = new NearCache<>(MAX_KEPT, KEPT);

  @Inject
  Profiles(ProfileBlockingStub profile) {
    this.profile = profile;
  }

  /** The profiles of these users by id, in this order; unknown ones are left out. */
  public Map<Long, User> byId(Collection<Long> ids) {
    return cache.all(ids, this::asked);
  }

  /** To be called after a change, before it is acknowledged. */
  public void forget(long id) {
    cache.forget(id);
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

  private Map<Long, User> asked(List<Long> ids) {
    Map<Long, User> found = new HashMap<>();
    for (List<Long> batch : Iterables.partition(ids, BATCH)) {
      profile
          .getUsers(GetUsersRequest.newBuilder().addAllIds(batch).build())
          .getUsersList()
          .forEach(user -> found.put(user.getId(), user));
    }
    return found;
  }
}
