package dev.twite.analytics.store;

import dev.twite.analytics.Span;
import dev.twite.common.clickhouse.ClickHouse;
import dev.twite.proto.analytics.v1.Bucket;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** What everybody did. */
public final class PlatformCounts {
  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

  /**
   * What only a person does. The deletions that come with an account's end are not among them, nor
   * is a follow that ended: a block may have ended it.
   */
  private static final String ACTIVE =
      "actor_id != 0 AND kind IN ('sign_up', 'profile', 'post', 'reply', 'retweet', 'edit',"
          + " 'follow', 'block', 'mute', 'like', 'view')";

  private final ClickHouse clickhouse;

  /**
   * @param timeMs when the bucket begins
   */
  public record Row(
      long timeMs, long activeUsers, long signUps, long tweets, long likes, long follows) {}

  /**
   * @param daily of the last day
   * @param weekly of the seven days up to it
   * @param monthly of the thirty days up to it
   */
  public record Active(long daily, long weekly, long monthly) {}

  /**
   * @param weekMs the Monday that it begins with
   * @param activeWeekMs likewise; equal to {@code weekMs} for the week of signing up
   * @param users how many of those who signed up in the one week were active in the other
   */
  public record Cohort(long weekMs, long activeWeekMs, long users) {}

  @Inject
  PlatformCounts(ClickHouse clickhouse) {
    this.clickhouse = clickhouse;
  }

  public List<Row> rows(Span span) {
    return clickhouse.query(
        """
        SELECT
          toUnixTimestamp(bucket),
          uniqExactIf(actor_id, %s),
          sumIf(n, kind = 'sign_up'),
          sumIf(n, kind IN ('post', 'reply')),
          sumIf(n, kind = 'like'),
          sumIf(n, kind = 'follow')
        FROM (%s)
        GROUP BY bucket
        """
            .formatted(ACTIVE, done(span.bucket(), span.fromSeconds(), span.toSeconds())),
        row ->
            new Row(
                row.getLong(1) * 1000,
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6)));
  }

  /** Views of tweets; the kind is {@code view}. */
  public List<CountRow> impressions(Span span) {
    return clickhouse.query(
        """
        SELECT toUnixTimestamp(bucket), 'view', sum(views)
        FROM
        (
          SELECT %1$s AS bucket, sum(weight) AS views
          FROM impression
          WHERE %2$s
          GROUP BY author_id, %1$s
        )
        GROUP BY bucket
        """
            .formatted(Buckets.of(span), Buckets.within(span)),
        CountRow::read);
  }

  /**
   * @param lastDaySeconds when the last day begins
   */
  public Active active(long lastDaySeconds) {
    return clickhouse
        .query(
            """
            SELECT
              uniqExactIf(actor_id, bucket >= toDateTime(%d, 'UTC')),
              uniqExactIf(actor_id, bucket >= toDateTime(%d, 'UTC')),
              uniqExact(actor_id)
            FROM (%s)
            WHERE %s
            """
                .formatted(
                    lastDaySeconds,
                    Math.max(0, lastDaySeconds - 6 * DAY_SECONDS),
                    done(
                        Bucket.DAY,
                        Math.max(0, lastDaySeconds - 29 * DAY_SECONDS),
                        lastDaySeconds + DAY_SECONDS),
                    ACTIVE),
            row -> new Active(row.getLong(1), row.getLong(2), row.getLong(3)))
        .getFirst();
  }

  /**
   * Those who signed up in the days of the span, by week, and the weeks in which they were active.
   */
  public List<Cohort> retention(Span span) {
    Span days = span.days();
    String done = done(Bucket.DAY, days.fromSeconds(), days.toSeconds());
    return clickhouse.query(
        """
        SELECT joined.week, acted.week, uniqExact(actor_id)
        FROM
        (
          SELECT actor_id, min(toRelativeDayNum(toMonday(bucket))) AS week
          FROM (%1$s) WHERE kind = 'sign_up' GROUP BY actor_id
        ) AS joined
        INNER JOIN
        (
          SELECT DISTINCT actor_id, toRelativeDayNum(toMonday(bucket)) AS week
          FROM (%1$s) WHERE %2$s
        ) AS acted USING (actor_id)
        GROUP BY joined.week, acted.week
        ORDER BY joined.week, acted.week
        """
            .formatted(done, ACTIVE),
        row ->
            new Cohort(
                Duration.ofDays(row.getLong(1)).toMillis(),
                Duration.ofDays(row.getLong(2)).toMillis(),
                row.getLong(3)));
  }

  private static String done(Bucket bucket, long fromSeconds, long toSeconds) {
    return """
        SELECT actor_id, kind, %1$s AS bucket, count() AS n
        FROM event
        WHERE %2$s
        GROUP BY actor_id, kind, %1$s
        """
        .formatted(Buckets.of(bucket), Buckets.within(bucket, fromSeconds, toSeconds));
  }
}
