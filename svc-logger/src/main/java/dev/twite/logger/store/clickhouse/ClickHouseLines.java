package dev.twite.logger.store.clickhouse;

import dev.twite.common.clickhouse.ClickHouse;
import dev.twite.common.clickhouse.Ledger;
import dev.twite.common.kafka.BatchHandler.Gap;
import dev.twite.common.kafka.EventBatch;
import dev.twite.common.kafka.EventBatch.Positioned;
import dev.twite.common.kafka.Position;
import dev.twite.logger.Search;
import dev.twite.logger.store.LineStore;
import dev.twite.proto.logger.v1.LogLine;
import dev.twite.proto.logger.v1.LogLines;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;

/** Lines in ClickHouse, each once ({@link Ledger}). */
final class ClickHouseLines implements LineStore {
  private final ClickHouse clickhouse;
  private final Ledger<LineRow> ledger;

  @Inject
  ClickHouseLines(ClickHouse clickhouse) {
    this.clickhouse = clickhouse;
    this.ledger = LineRow.ledger(clickhouse);
  }

  @Override
  public Map<TopicPartition, Position> positions(Set<TopicIdPartition> logs) {
    return ledger.positions(logs);
  }

  /** Records ran out of time before they were read: those that are left are kept. */
  @Override
  public void missing(Map<TopicPartition, Gap> gaps) {
    ledger.disown(gaps);
  }

  @Override
  public void append(EventBatch batch) {
    List<LineRow> rows = new ArrayList<>();
    for (Positioned record : batch.records()) {
      if (record.event().payload() instanceof LogLines lines) {
        lines.getLinesList().forEach(line -> rows.add(new LineRow(record.place(), line)));
      }
    }
    ledger.append(rows);
  }

  @Override
  public Found find(Search search) {
    LineQuery query = LineQuery.of(search);
    List<LogLine> lines =
        clickhouse.query(query.sql(), LineRow::read, query.parameters().toArray());
    boolean more = lines.size() > search.limit();
    return new Found(more ? lines.subList(0, search.limit()) : lines, more);
  }
}
