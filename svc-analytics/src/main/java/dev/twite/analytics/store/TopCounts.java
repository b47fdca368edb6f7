package dev.twite.analytics.store;

import dev.twite.analytics.Span;
import dev.twite.common.clickhouse.ClickHouse;
import jakarta.inject.Inject;
import java.util.List;

/** What was most talked about. */
public final class TopCounts {
  private final ClickHouse clickhouse;

  /**
   * @param engagements likes, replies, retweets and quotes
   */
  public record TopTweet(long tweetId, long engagements) {}

  /**
   * @param tag lower case, without the sign
   * @param tweets public ones that bear it
   * @param authors how many different ones wrote them
   */
  public record TopTag(String tag, long tweets, long authors) {}

  @Inject
  TopCounts(ClickHouse clickhouse) {
    this.clickhouse = clickhouse;
  }

  /** Of equals the younger first. */
  public List<TopTweet> tweets(Span span, int limit) {
    return clickhouse.query(
        """
        SELECT id, sum(n) AS engagements
        FROM
        (
          SELECT target_id AS id, count() AS n
          FROM event
          WHERE %2$s AND kind IN ('like', 'reply', 'retweet')
          GROUP BY target_id, kind, %1$s
          UNION ALL
          SELECT quoted_id AS id, count() AS n
          FROM event
          WHERE %2$s
          GROUP BY quoted_id, %1$s
        )
        WHERE id != 0
        GROUP BY id
        ORDER BY engagements DESC, id DESC
        LIMIT %3$d
        """
            .formatted(Buckets.of(span), Buckets.within(span), limit),
        row -> new TopTweet(row.getLong(1), row.getLong(2)));
  }

  /** Of equals the first in the alphabet. */
  public List<TopTag> tags(Span span, int limit) {
    return clickhouse.query(
        """
        SELECT toString(tag), count() AS tweets, uniqExact(actor_id)
        FROM event
        ARRAY JOIN hashtags AS tag
        WHERE kind IN ('post', 'reply')
          AND at >= toDateTime(%d, 'UTC') AND at < toDateTime(%d, 'UTC')
        GROUP BY tag
        ORDER BY tweets DESC, tag
        LIMIT %d
        """
            .formatted(span.fromSeconds(), span.toSeconds(), limit),
        row -> new TopTag(row.getString(1), row.getLong(2), row.getLong(3)));
  }
}
