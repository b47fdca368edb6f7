package dev.twite.logger.events;

import dev.twite.common.kafka.BatchHandler;
import dev.twite.common.kafka.EventBatch;
import dev.twite.common.kafka.Position;
import dev.twite.logger.store.LineStore;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;

/** Lines on their way from the topic to the store. */
final class LineIntake implements BatchHandler {
  private final LineStore store;

  @Inject
  LineIntake(LineStore store) {
    this.store = store;
  }

  @Override
  public Map<TopicPartition, Position> positions(Set<TopicIdPartition> logs) {
    return store.positions(logs);
  }

  @Override
  public void handle(EventBatch batch) {
    store.append(batch);
  }

  @Override
  public void missing(Map<TopicPartition, Gap> gaps) {
    store.missing(gaps);
  }
}
