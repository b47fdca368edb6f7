package dev.twite.analytics.store;

import dev.twite.common.boot.Component;
import dev.twite.common.clickhouse.ClickHouse;
import java.time.Duration;
import java.util.List;

/**
 * Tells ClickHouse after which time rows go; it drops them, and what was counted of them, itself.
 */
public final class Retention implements Component {
  private static final List<String> TABLES = List.of("event", "impression");

  private final ClickHouse clickhouse;
  private final long days;

  public Retention(ClickHouse clickhouse, Duration retention) {
    this.clickhouse = clickhouse;
    this.days = retention.toDays();
  }

  @Override
  public void start() {
    String rule = "toDateTime(at) + toIntervalDay(" + days + ")";
    for (String table : TABLES) {
      boolean set =
          clickhouse
              .query(
                  "SELECT engine_full FROM system.tables WHERE database = ? AND name = ?",
                  row -> row.getString(1),
                  clickhouse.database(),
                  table)
              .getFirst()
              .contains("TTL " + rule);
      if (!set) {
        // What is there is looked at in the next merges, not all at once.
        clickhouse.execute(
            "ALTER TABLE "
                + table
                + " MODIFY TTL "
                + rule
                + " SETTINGS materialize_ttl_after_modify = 0");
      }
    }
  }

  @Override
  public void stop() {}
}
