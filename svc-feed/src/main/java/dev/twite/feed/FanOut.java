package dev.twite.feed;

import com.google.common.collect.Lists;
import dev.twite.common.live.LiveChannel;
import dev.twite.common.live.LivePublisher;
import dev.twite.common.metrics.Metrics;
import dev.twite.feed.store.TimelineEntry;
import dev.twite.feed.store.TimelineStore;
import dev.twite.proto.live.v1.LiveEvent;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Brings a tweet into the timelines of its author and his followers, a slice of followers at a
 * time. May be repeated from anywhere: a timeline takes an entry once.
 */
public final class FanOut {
  /** Tweets that one call to Redis pushes. */
  private static final int AT_ONCE = 8;

  private final TimelineStore store;
  private final FollowGraph graph;
  private final FeedConfig config;
  private final Clock clock;
  private final Online online;
  private final LivePublisher live;
  private final Counter deliveries;
  private final Histogram delay;
  private final Histogram freshness;

  @Inject
  FanOut(
      TimelineStore store,
      FollowGraph graph,
      FeedConfig config,
      Online online,
      LivePublisher live,
      Metrics metrics,
      Clock clock) {
    this.store = store;
    this.online = online;
    this.live = live;
    this.graph = graph;
    this.config = config;
    this.clock = clock;
    this.deliveries = metrics.counter("twite_feed_deliveries_total", "Entries put into timelines");
    this.delay =
        metrics.histogram(
            "twite_feed_fanout_seconds", "From a tweet's creation to a slice of it pushed");
    this.freshness =
        metrics.histogram(
            "twite_feed_freshness_seconds",
            "From a tweet's creation to its entry in the last of the timelines it is pushed to");
  }

  /** A tweet on its way; the time is for metrics, and for those who watch. */
  public record NewTweet(TimelineEntry entry, Instant createdAt) {}

  /**
   * The author's own timeline and the first slice of followers.
   *
   * @param tweets of one author, at least one: they share a look at the followers
   * @return the follower to go on after; empty when all are done
   */
  public OptionalLong first(List<NewTweet> tweets) {
    return slice(tweets, 0, List.of(authorOf(tweets)));
  }

  /** The slice of followers after {@code after}; see {@link #first}. */
  public OptionalLong next(NewTweet tweet, long after) {
    return slice(List.of(tweet), after, List.of());
  }

  /**
   * @param others who get them besides
   */
  private OptionalLong slice(List<NewTweet> tweets, long after, List<Long> others) {
    Optional<List<Long>> slice;
    try {
      slice = graph.followers(authorOf(tweets), after, config.slice());
    } catch (RuntimeException away) {
      // They need not wait for svc-follow.
      push(tweets, others);
      throw away;
    }
    List<Long> followers = slice.orElse(List.of());
    push(tweets, Stream.concat(others.stream(), followers.stream()).toList());
    if (slice.isEmpty()) {
      return OptionalLong.empty();
    }
    tweets.forEach(tweet -> delay.observe(age(tweet) / 1e3));
    if (followers.size() == config.slice()) {
      return OptionalLong.of(followers.getLast());
    }
    tweets.forEach(tweet -> freshness.observe(age(tweet) / 1e3));
    return OptionalLong.empty();
  }

  /** A deleted tweet leaves its author's timeline; in others it is left out when they are shown. */
  public void deleted(TimelineEntry entry) {
    store.remove(entry.authorId(), entry);
  }

  private void push(List<NewTweet> tweets, List<Long> users) {
    for (List<NewTweet> some : Lists.partition(tweets, AT_ONCE)) {
      List<TimelineEntry> entries = some.stream().map(NewTweet::entry).toList();
      for (List<Long> batch : Lists.partition(users, Math.max(1, config.batch() / some.size()))) {
        deliveries.inc((double) store.push(entries, batch));
        some.forEach(tweet -> tellThoseOnline(tweet, batch));
      }
    }
  }

  private void tellThoseOnline(NewTweet tweet, List<Long> users) {
    if (age(tweet) >= LivePublisher.KEPT_MS) {
      // Of a replay nobody wants to hear.
      return;
    }
    List<Long> watching = online.among(users);
    if (watching.isEmpty()) {
      return;
    }
    live.deliver(
        watching.stream().map(LiveChannel::home).toList(),
        LiveEvent.newBuilder()
            .setType(LiveEvent.Type.TWEET_CREATED)
            .setTweetId(tweet.entry().tweetId())
            .setAuthorId(tweet.entry().authorId())
            .setOccurredAtMs(tweet.createdAt().toEpochMilli())
            .build());
  }

  private long age(NewTweet tweet) {
    return Math.max(0, clock.millis() - tweet.createdAt().toEpochMilli());
  }

  private static long authorOf(List<NewTweet> tweets) {
    return tweets.getFirst().entry().authorId();
  }
}
