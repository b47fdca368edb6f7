package dev.twite.common.view;

import com.google.common.collect.Iterables;
import dev.twite.common.metrics.Metrics;
import dev.twite.proto.like.v1.GetLikesRequest;
import dev.twite.proto.like.v1.LikeGrpc.LikeBlockingStub;
import dev.twite.proto.like.v1.LikeState;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often tweets are liked, and whether by the reader, for a whole page with one call. A tweet is
 * worth showing without: when svc-like does not answer at once, or is away, its tweets have none.
 */
public final class Likes {
  private static final int BATCH = 200;

  private final LikeBlockingStub likes;
  private final Garnish garnish;

  @Inject
  Likes(LikeBlockingStub likes, Metrics metrics) {
    this.likes = likes;
    this.garnish =
        new Garnish(
            "likes",
            metrics.counter(
                "twite_view_likes_missing_total", "Pages of tweets served without likes"));
  }

  /** The likes of these tweets by id; without those that could not be learnt. */
  Map<Long, LikeState> of(Collection<Long> tweetIds) {
    return tweetIds.isEmpty()
        ? Map.of()
        : garnish.ask(() -> asked(List.copyOf(tweetIds))).orElse(Map.of());
  }

  private Map<Long, LikeState> asked(Collection<Long> tweetIds) {
    Map<Long, LikeState> found = new HashMap<>();
    for (List<Long> batch : Iterables.partition(tweetIds, BATCH)) {
      GetLikesRequest request = GetLikesRequest.newBuilder().addAllTweetIds(batch).build();
      likes
          .withDeadlineAfter(garnish.patienceMillis(), TimeUnit.MILLISECONDS)
          .getLikes(request)
          .getLikesList()
          .forEach(state -> found.put(state.getTweetId(), state));
    }
    return found;
  }
}
