package dev.twite.common.kafka;

import dev.twite.common.metrics.Metrics;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;

/** Makes the consumers of a service. */
public final class Loops {
  private final KafkaConfig config;
  private final EventProducer producer;
  private final Metrics metrics;
  private final Clock clock;

  @Inject
  Loops(KafkaConfig config, EventProducer producer, Metrics metrics, Clock clock) {
    this.config = config;
    this.producer = producer;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** One that handles event by event. */
  public ConsumerLoop consumer(String group, EventHandler handler, Topic... topics) {
    return new ConsumerLoop(group, Set.of(topics), handler, config, producer, metrics, clock);
  }

  /** One for a store that keeps its own positions. */
  public BatchLoop batches(
      String group, BatchLoop.Shape shape, BatchHandler handler, Topic... topics) {
    return new BatchLoop(group, Set.of(topics), shape, handler, config, producer, metrics, clock);
  }
}
