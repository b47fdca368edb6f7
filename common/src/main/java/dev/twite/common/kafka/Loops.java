package dev.twite.common.kafka;

import dev.twite.common.metrics.Metrics;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** Makes the consumers of a service. */
public final class Loops {
  private static final Duration LINGER = Duration.ofMillis(100);

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

  /** One that handles event by event, each as soon as it is there. */
  public ConsumerLoop consumer(String group, EventHandler handler, Topic... topics) {
    return loop(group, Duration.ZERO, handler, topics);
  }

  /**
   * One whose effects may come a little later: it takes what a tenth of a second has brought, most
   * often within 200 ms. Where events are many, most of what a consumer costs is being woken for
   * each.
   */
  public ConsumerLoop unhurried(String group, EventHandler handler, Topic... topics) {
    return loop(group, LINGER, handler, topics);
  }

  private ConsumerLoop loop(String group, Duration linger, EventHandler handler, Topic... topics) {
    return new ConsumerLoop(
        group, Set.of(topics), linger, handler, config, producer, metrics, clock);
  }

  /** One for a store that keeps its own positions. */
  public BatchLoop batches(
      String group, BatchLoop.Shape shape, BatchHandler handler, Topic... topics) {
    return new BatchLoop(group, Set.of(topics), shape, handler, config, producer, metrics, clock);
  }
}
