package dev.twite.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.follow.v1.StreamFollowersRequest;
import dev.twite.proto.follow.v1.UserRequest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** What svc-feed asks svc-follow. */
final class FollowGraph {
  private static final int BIG_AUTHORS_KNOWN = 100_000;

  private final FollowBlockingStub follow;
  // Once big, always big: the only answer that may be kept.
  private final Cache<Long, Boolean> big =
      Caffeine.newBuilder().maximumSize(BIG_AUTHORS_KNOWN).build();

  @Inject
  FollowGraph(FollowBlockingStub follow) {
    this.follow = follow;
  }

  /** Whether an author is merged at read instead of pushed. */
  boolean isMergedAtRead(long author) {
    if (big.getIfPresent(author) != null) {
      return true;
    }
    boolean merged = follow.getReach(request(author)).getMergedAtRead();
    if (merged) {
      big.put(author, true);
    }
    return merged;
  }

  /**
   * Followers with ids above {@code after}, ascending; fewer than {@code limit}: the last ones.
   * Empty when the author is merged at read: nobody is pushed to.
   */
  Optional<List<Long>> followers(long author, long after, int limit) {
    if (big.getIfPresent(author) != null) {
      return Optional.empty();
    }
    List<Long> ids = new ArrayList<>();
    AtomicBoolean merged = new AtomicBoolean();
    follow
        .streamFollowers(
            StreamFollowersRequest.newBuilder()
                .setUserId(author)
                .setAfterUserId(after)
                .setLimit(limit)
                .build())
        .forEachRemaining(
            page -> {
              ids.addAll(page.getUserIdsList());
              merged.compareAndSet(false, page.getMergedAtRead());
            });
    if (merged.get()) {
      big.put(author, true);
      return Optional.empty();
    }
    return Optional.of(ids);
  }

  Set<Long> following(long user) {
    return new HashSet<>(follow.listFollowingIds(request(user)).getUserIdsList());
  }

  private static UserRequest request(long user) {
    return UserRequest.newBuilder().setUserId(user).build();
  }
}
