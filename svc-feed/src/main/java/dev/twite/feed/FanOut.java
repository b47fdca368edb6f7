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

  /**
   * The author's own timeline and the first slice of followers.
   *
   * @param createdAt for the metric
   * @return the follower to go on after; empty when all are done
   */
  public OptionalLong first(TimelineEntry entry, Instant createdAt) {
    return slice(entry, 0, createdAt, List.of(entry.authorId()));
  }

  /** The slice of followers after {@code after}; see {@link #first}. */
  public OptionalLong next(TimelineEntry entry, long after, Instant createdAt) {
    return slice(entry, after, createdAt, List.of());
  }

  /**
   * @param others who get it besides
   */
  private OptionalLong slice(
      TimelineEntry entry, long after, Instant createdAt, List<Long> others) {
    Optional<List<Long>> slice;
    try {
      slice = graph.followers(entry.authorId(), after, config.slice());
    } catch (RuntimeException away) {
      // They need not wait for svc-follow.
      push(entry, others, createdAt);
      throw away;
    }
    List<Long> followers = slice.orElse(List.of());
    Lists.partition(Stream.concat(others.stream(), followers.stream()).toList(), config.batch())
        .forEach(some -> push(entry, some, createdAt));
    if (slice.isEmpty()) {
      return OptionalLong.empty();
    }
    double age = Math.max(0, clock.millis() - createdAt.toEpochMilli()) / 1e3;
    delay.observe(age);
    if (followers.size() == config.slice()) {
      return OptionalLong.of(followers.getLast());
    }
    freshness.observe(age);
    return OptionalLong.empty();
  }

  /** A deleted tweet leaves its author's timeline; in others it is left out when they are shown. */
  public void deleted(TimelineEntry entry) {
    store.remove(entry.authorId(), entry);
  }

  private void push(TimelineEntry entry, List<Long> users, Instant createdAt) {
    deliveries.inc((double) store.push(entry, users));
    // Of a replay nobody wants to hear.
    if (clock.millis() - createdAt.toEpochMilli() < LivePublisher.KEPT_MS) {
      tellThoseOnline(entry, users, createdAt);
    }
  }

  private void tellThoseOnline(TimelineEntry entry, List<Long> users, Instant createdAt) {
    List<Long> watching = online.among(users);
    if (watching.isEmpty()) {
      return;
    }
    live.deliver(
        watching.stream().map(LiveChannel::home).toList(),
        LiveEvent.newBuilder()
            .setType(LiveEvent.Type.TWEET_CREATED)
            .setTweetId(entry.tweetId())
            .setAuthorId(entry.authorId())
            .setOccurredAtMs(createdAt.toEpochMilli())
            .build());
  }
}
