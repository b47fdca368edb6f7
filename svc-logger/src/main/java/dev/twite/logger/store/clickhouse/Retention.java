package dev.twite.logger.store.clickhouse;

import dev.twite.common.boot.Component;
import dev.twite.common.clickhouse.ClickHouse;
import java.time.Duration;

/** Tells ClickHouse after which time lines go; it drops them itself. */
final class Retention implements Component {
  private final ClickHouse clickhouse;
  private final long days;

  Retention(ClickHouse clickhouse, Duration retention) {
    this.clickhouse = clickhouse;
    this.days = retention.toDays();
  }

  @Override
  public void start() {
    String rule = "toDateTime(intDiv(time_ns, 1000000000)) + toIntervalDay(" + days + ")";
    boolean set =
        clickhouse
            .query(
                "SELECT engine_full FROM system.tables WHERE database = ? AND name = 'line'",
                row -> row.getString(1),
                clickhouse.database())
            .getFirst()
            .contains("TTL " + rule);
    if (!set) {
      // What is there is looked at in the next merges, not all at once.
      clickhouse.execute(
          "ALTER TABLE line MODIFY TTL " + rule + " SETTINGS materialize_ttl_after_modify = 0");
    }
  }

  @Override
  public void stop() {}
}
