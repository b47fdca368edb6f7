package dev.twite.analytics.store;

import dev.twite.common.clickhouse.ClickHouse;
import dev.twite.common.clickhouse.Ledger;
import dev.twite.common.kafka.Place;
import java.util.List;

/**
 * An event.
 *
 * @param atMs when it happened, milliseconds since 1970
 * @param kind a word of the table's list
 * @param actorId who did it
 * @param tweetId the tweet that the actor wrote, edited or deleted; else 0
 * @param subjectId to whom; else 0
 * @param targetId to which tweet; else 0
 * @param quotedId the tweet that is quoted; else 0
 * @param quotedAuthorId whose; else 0
 * @param hashtags of a public tweet
 */
public record EventRow(
    Place place,
    long eventId,
    long atMs,
    String kind,
    long actorId,
    long tweetId,
    long subjectId,
    long targetId,
    long quotedId,
    long quotedAuthorId,
    List<String> hashtags)
    implements Ledger.Row {
  private static final List<String> COLUMNS =
      List.of(
          "event_id",
          "at",
          "kind",
          "actor_id",
          "tweet_id",
          "subject_id",
          "target_id",
          "quoted_id",
          "quoted_author_id",
          "hashtags");

  public static Ledger<EventRow> ledger(ClickHouse clickhouse) {
    return new Ledger<>(
        clickhouse,
        "event",
        COLUMNS,
        (statement, row) -> {
          statement.setLong(1, row.eventId);
          statement.setObject(2, Times.seconds(row.atMs));
          statement.setString(3, row.kind);
          statement.setLong(4, row.actorId);
          statement.setLong(5, row.tweetId);
          statement.setLong(6, row.subjectId);
          statement.setLong(7, row.targetId);
          statement.setLong(8, row.quotedId);
          statement.setLong(9, row.quotedAuthorId);
          statement.setArray(
              10, statement.getConnection().createArrayOf("String", row.hashtags.toArray()));
        });
  }
}
