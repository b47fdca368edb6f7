package dev.twite.tweet;

import dev.twite.common.live.LiveChannel;
import dev.twite.common.live.LivePublisher;
import dev.twite.proto.live.v1.LiveEvent;
import dev.twite.tweet.store.CountsRow;
import dev.twite.tweet.store.HotTweets;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings committed counts where they are read: into Redis, and to whoever watches the tweet. */
final class CountNews {
  private final HotTweets hot;
  private final LivePublisher live;
  private final Clock clock;

  @Inject
  CountNews(HotTweets hot, LivePublisher live, Clock clock) {
    this.hot = hot;
    this.live = live;
    this.clock = clock;
  }

  /** Counts that have just changed, one row a tweet. */
  void tell(Collection<CountsRow> rows) {
    hot.offer(List.of(), rows);
    Map<LiveChannel, LiveEvent> events = new HashMap<>();
    for (CountsRow row : rows) {
      events.put(
          LiveChannel.tweet(row.tweetId()),
          LiveEvent.newBuilder()
              .setType(LiveEvent.Type.TWEET_COUNTS)
              .setTweetId(row.tweetId())
              .setRetweets(row.retweets())
              .setReplies(row.replies())
              .setQuotes(row.quotes())
              .setVersion(row.version())
              .setOccurredAtMs(clock.millis())
              .build());
    }
    live.announce(events);
  }
}
