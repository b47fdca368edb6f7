package dev.twite.analytics.store;

import dev.twite.common.clickhouse.ClickHouse;
import dev.twite.common.clickhouse.Ledger;
import dev.twite.common.kafka.Place;
import java.util.List;

/**
 * A tweet that a reader was shown.
 *
 * @param atMs when, milliseconds since 1970
 * @param viewerId 0 = nobody signed in
 * @param weight how many views it stands for
 */
public record ImpressionRow(
    Place place, long eventId, long atMs, long viewerId, long tweetId, long authorId, int weight)
    implements Ledger.Row {
  private static final List<String> COLUMNS =
      List.of("event_id", "at", "viewer_id", "tweet_id", "author_id", "weight");

  public static Ledger<ImpressionRow> ledger(ClickHouse clickhouse) {
    return new Ledger<>(
        clickhouse,
        "impression",
        COLUMNS,
        (statement, row) -> {
          statement.setLong(1, row.eventId);
          statement.setObject(2, Times.seconds(row.atMs));
          statement.setLong(3, row.viewerId);
          statement.setLong(4, row.tweetId);
          statement.setLong(5, row.authorId);
          statement.setInt(6, row.weight);
        });
  }
}
