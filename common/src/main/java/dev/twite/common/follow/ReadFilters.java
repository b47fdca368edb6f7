package dev.twite.common.follow;

import dev.twite.common.cache.NearCache;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.follow.v1.ReadFilter;
import dev.twite.proto.follow.v1.UserRequest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whom a reader must not see, and which followed authors are merged at read. Kept for two seconds,
 * so that a block or mute counts everywhere well within five (S4).
 */
public final class ReadFilters {
  private static final Duration KEPT = Duration.ofSeconds(2);
  private static final int MAX_KEPT = 100_000;

  private final FollowBlockingStub follow;
  private final NearCache<Filter> cache = new NearCache<>(MAX_KEPT, KEPT);

  /**
   * What a reader's lists leave out.
   *
   * @param hidden blocked either way: not to be seen anywhere
   * @param muted not to be seen in the home timeline
   * @param bigFollowing followed authors that are not pushed
   */
  public record Filter(Set<Long> hidden, Set<Long> muted, Set<Long> bigFollowing) {
    public static final Filter NONE = new Filter(Set.of(), Set.of(), Set.of());
  }

  @Inject
  ReadFilters(FollowBlockingStub follow) {
    this.follow = follow;
  }

  /**
   * The filter of a reader; id 0 (nobody) has none.
   *
   * @throws io.grpc.StatusRuntimeException when svc-follow can't say: showing blocked content would
   *     be worse
   */
  public Filter of(long readerId) {
    if (readerId == 0) {
      return Filter.NONE;
    }
    return cache.one(readerId, this::load).orElseThrow();
  }

  /** The filter of a reader if that needs no question. */
  public Optional<Filter> kept(long readerId) {
    return cache.kept(readerId);
  }

  /** Forgets a reader whose relations just changed here. */
  public void forget(long readerId) {
    cache.forget(readerId);
  }

  private Filter load(long readerId) {
    ReadFilter filter = follow.getReadFilter(UserRequest.newBuilder().setUserId(readerId).build());
    Set<Long> hidden = new HashSet<>(filter.getBlockingList());
    hidden.addAll(filter.getBlockedByList());
    return new Filter(
        Set.copyOf(hidden),
        Set.copyOf(filter.getMutingList()),
        Set.copyOf(filter.getBigFollowingList()));
  }
}
