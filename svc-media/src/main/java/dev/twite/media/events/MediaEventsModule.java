package dev.twite.media.events;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.common.kafka.ConsumerLoop;
import dev.twite.common.kafka.EventProducer;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.common.metrics.Metrics;
import java.time.Clock;
import java.util.Set;

/** What is consumed. */
public final class MediaEventsModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(MediaEvents.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  ConsumerLoop loop(
      MediaEvents events, KafkaConfig kafka, EventProducer producer, Metrics metrics, Clock clock) {
    return new ConsumerLoop(
        "media",
        Set.of(Topic.TWEET, Topic.PROFILE, Topic.USER),
        events.handler(),
        kafka,
        producer,
        metrics,
        clock);
  }
}
