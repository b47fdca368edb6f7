package dev.twite.common.view;

import com.google.common.collect.Iterables;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.Outages;
import dev.twite.common.metrics.Metrics;
import dev.twite.proto.like.v1.GetLikesRequest;
import dev.twite.proto.like.v1.LikeGrpc.LikeBlockingStub;
import dev.twite.proto.like.v1.LikeState;
import io.grpc.StatusRuntimeException;
import io.prometheus.client.Counter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often tweets are liked, and whether by the reader, for a whole page with one call. A tweet is
 * worth showing without: when svc-like does not answer at once its tweets have no likes, and when
 * it is away nobody waits for it for a second.
 */
public final class Likes {
  private static final Logger log = LoggerFactory.getLogger(Likes.class);
  private static final int BATCH = 200;
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration AWAY = Duration.ofSeconds(1);

  private final LikeBlockingStub likes;
  private final Counter missing;
  private final AtomicLong awayUntil = new AtomicLong(System.nanoTime());

  @Inject
  Likes(LikeBlockingStub likes, Metrics metrics) {
    this.likes = likes;
    this.missing =
        metrics.counter("twite_view_likes_missing_total", "Pages of tweets served without likes");
  }

  /** The likes of these tweets by id; without those that could not be learnt. */
  Map<Long, LikeState> of(Collection<Long> tweetIds) {
    Map<Long, LikeState> found = new HashMap<>();
    if (tweetIds.isEmpty()) {
      return found;
    }
    if (System.nanoTime() - awayUntil.get() < 0) {
      missing.inc();
      return found;
    }
    long start = System.nanoTime();
    try {
      for (List<Long> batch : Iterables.partition(tweetIds, BATCH)) {
        start = System.nanoTime();
        GetLikesRequest request = GetLikesRequest.newBuilder().addAllTweetIds(batch).build();
        likes
            .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .getLikes(request)
            .getLikesList()
            .forEach(state -> found.put(state.getTweetId(), state));
      }
    } catch (StatusRuntimeException failed) {
      if (isAway(failed, System.nanoTime() - start)) {
        awayUntil.set(System.nanoTime() + AWAY.toNanos());
      }
      missing.inc();
      log.warn("Tweets go without likes: {}", failed.getStatus());
    }
    return found;
  }

  // A caller who has less time than our patience, or a call too many, says nothing of the next one.
  private static boolean isAway(StatusRuntimeException failed, long tookNanos) {
    ErrorCode code = Outages.codeOf(failed).orElse(ErrorCode.INTERNAL);
    return code == ErrorCode.UNAVAILABLE
        || (code == ErrorCode.DEADLINE_EXCEEDED && tookNanos >= PATIENCE.toNanos());
  }
}
