package dev.twite.analytics.testing;

import dev.twite.common.boot.RunningService;
import dev.twite.common.clickhouse.ClickHouse;

/** What the tables hold. */
public record Tables(ClickHouse clickhouse) {
  public static Tables of(RunningService service) {
    return new Tables(service.get(ClickHouse.class));
  }

  /** Rows, and different events among them. */
  public record Size(long rows, long events) {}

  /** Of the table of events: each should be there once. */
  public Size events() {
    return size("SELECT count(), uniqExact(event_id) FROM event");
  }

  /** Of the table of impressions, in which an event has several rows. */
  public Size impressions() {
    return size(
        "SELECT count(), uniqExact(topic, partition, topic_id, leader_epoch, place) FROM"
            + " impression");
  }

  /** What a question is that has one number for an answer. */
  public long number(String sql) {
    return clickhouse.query(sql, row -> row.getLong(1)).getFirst();
  }

  private Size size(String sql) {
    return clickhouse.query(sql, row -> new Size(row.getLong(1), row.getLong(2))).getFirst();
  }
}
