package dev.twite.analytics.store;

import dev.twite.analytics.Span;
import dev.twite.common.clickhouse.ClickHouse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** What happened to a tweet. */
public final class TweetCounts {
  private final ClickHouse clickhouse;

  /**
   * @param timeMs when the bucket begins
   * @param impressions views
   * @param readers different ones who were signed in
   */
  public record Reach(long timeMs, long impressions, long readers) {}

  @Inject
  TweetCounts(ClickHouse clickhouse) {
    this.clickhouse = clickhouse;
  }

  /** Who wrote it; empty when no event told of it. */
  public Optional<Long> author(long tweet) {
    return clickhouse
        .query(
            "SELECT actor_id FROM event WHERE tweet_id = ? GROUP BY tweet_id, actor_id LIMIT 1",
            row -> row.getLong(1),
            tweet)
        .stream()
        .findFirst();
  }

  /** Likes, replies and so on, by bucket and kind; quotes have the kind {@code quote}. */
  public List<CountRow> met(long tweet, Span span) {
    return clickhouse.query(
        """
        SELECT toUnixTimestamp(%1$s), kind, count()
        FROM event
        WHERE target_id = ? AND %2$s
        GROUP BY target_id, kind, %1$s
        UNION ALL
        SELECT toUnixTimestamp(%1$s), 'quote', count()
        FROM event
        WHERE quoted_id = ? AND %2$s
        GROUP BY quoted_id, %1$s
        """
            .formatted(Buckets.of(span), Buckets.within(span)),
        CountRow::read,
        tweet,
        tweet);
  }

  public List<Reach> reach(long tweet, Span span) {
    return clickhouse.query(
        """
        SELECT toUnixTimestamp(bucket), sum(views), uniqExactIf(viewer_id, viewer_id != 0)
        FROM
        (
          SELECT viewer_id, %1$s AS bucket, sum(weight) AS views
          FROM impression
          WHERE tweet_id = ? AND %2$s
          GROUP BY tweet_id, viewer_id, %1$s
        )
        GROUP BY bucket
        """
            .formatted(Buckets.of(span), Buckets.within(span)),
        row -> new Reach(row.getLong(1) * 1000, row.getLong(2), row.getLong(3)),
        tweet);
  }
}
