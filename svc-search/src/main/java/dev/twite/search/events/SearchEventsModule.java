package dev.twite.search.events;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.common.kafka.BatchLoop;
import dev.twite.common.kafka.EventProducer;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.common.metrics.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** What svc-search consumes. Every instance reads everything: each has an index of its own. */
public final class SearchEventsModule extends AbstractModule {
  private static final int MOST = 2_000;

  @Override
  protected void configure() {
    bind(IndexBuild.class).in(Singleton.class);
    bind(SearchEvents.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  BatchLoop events(
      SearchEvents events,
      KafkaConfig kafka,
      EventProducer producer,
      Metrics metrics,
      Clock clock) {
    return new BatchLoop(
        "search",
        Set.of(Topic.TWEET, Topic.USER, Topic.PROFILE, Topic.LIKE, Topic.FOLLOW),
        new BatchLoop.Shape(BatchLoop.Readers.EACH_ALL, Duration.ZERO, MOST),
        events,
        kafka,
        producer,
        metrics,
        clock);
  }
}
