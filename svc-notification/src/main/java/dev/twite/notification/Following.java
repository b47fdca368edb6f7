package dev.twite.notification;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.follow.v1.UserRequest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Whom somebody follows, kept for two seconds. Asked only for recipients who hear of nobody else,
 * and for tweets for followers.
 */
final class Following {
  private static final Duration KEPT = Duration.ofSeconds(2);
  // Of at most some thousand ids each.
  private static final int MAX_KEPT = 200;

  private final FollowBlockingStub follow;
  private final Cache<Long, Set<Long>> cache =
      Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(KEPT).build();

  @Inject
  Following(FollowBlockingStub follow) {
    this.follow = follow;
  }

  /**
   * @throws io.grpc.StatusRuntimeException when svc-follow can't say
   */
  Set<Long> of(long follower) {
    return kept(follower)
        .orElseGet(
            () -> {
              UserRequest request = UserRequest.newBuilder().setUserId(follower).build();
              Set<Long> fresh = Set.copyOf(follow.listFollowingIds(request).getUserIdsList());
              cache.put(follower, fresh);
              return fresh;
            });
  }

  /** The same if that needs no question. */
  Optional<Set<Long>> kept(long follower) {
    return Optional.ofNullable(cache.getIfPresent(follower));
  }
}
