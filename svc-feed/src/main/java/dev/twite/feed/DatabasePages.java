package dev.twite.feed;

import dev.twite.common.follow.ReadFilters.Filter;
import dev.twite.common.metrics.Metrics;
import dev.twite.feed.store.TimelineEntry;
import io.prometheus.client.Counter;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;

/** A timeline as the databases have it: what the list in Redis is a copy of. */
final class DatabasePages {
  private final FollowGraph graph;
  private final TweetSource tweets;
  private final DatabaseGate gate;
  private final Counter pages;

  @Inject
  DatabasePages(FollowGraph graph, TweetSource tweets, DatabaseGate gate, Metrics metrics) {
    this.graph = graph;
    this.tweets = tweets;
    this.gate = gate;
    this.pages =
        metrics.counter(
            "twite_feed_db_pages_total", "Pages read at svc-follow and svc-tweet", "why");
  }

  /** Waits for a turn, then reads. */
  List<TimelineEntry> page(String why, long user, Filter filter, long before, int limit) {
    return gate.pass(() -> read(why, user, filter, before, limit));
  }

  /**
   * Newest first: the user's own and those of whom he follows, but for the authors that are merged
   * at read. For who is through the gate already.
   */
  List<TimelineEntry> read(String why, long user, Filter filter, long before, int limit) {
    pages.labels(why).inc();
    Set<Long> authors = graph.following(user);
    authors.removeAll(filter.bigFollowing());
    authors.add(user);
    return tweets.entries(authors, before, limit);
  }
}
