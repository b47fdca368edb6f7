package dev.twite.like;

import dev.twite.common.live.LiveChannel;
import dev.twite.common.live.LivePublisher;
import dev.twite.like.store.CountRow;
import dev.twite.proto.live.v1.LiveEvent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings committed counts where they are read: into Redis, and to whoever watches the tweet. */
final class CountNews {
  private final CountCache cache;
  private final LivePublisher live;
  private final Clock clock;

  @Inject
  CountNews(CountCache cache, LivePublisher live, Clock clock) {
    this.cache = cache;
    this.live = live;
    this.clock = clock;
  }

  /** From now on this process reads no older counts than these. */
  void remember(List<CountRow> rows) {
    cache.store(rows);
  }

  /** Tells sockets; one event a tweet. */
  void announce(List<CountRow> rows) {
    Map<LiveChannel, LiveEvent> events = new HashMap<>();
    for (CountRow row : rows) {
      events.put(
          LiveChannel.tweet(row.tweetId()),
          LiveEvent.newBuilder()
              .setType(LiveEvent.Type.TWEET_COUNTS)
              .setTweetId(row.tweetId())
              .setLikes(row.count())
              .setVersion(row.version())
              .setOccurredAtMs(clock.millis())
              .build());
    }
    live.announce(events);
  }
}
