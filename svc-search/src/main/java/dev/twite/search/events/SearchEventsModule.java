package dev.twite.search.events;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.common.kafka.BatchLoop;
import dev.twite.common.kafka.Loops;
import dev.twite.common.kafka.Topic;
import java.time.Duration;

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
  BatchLoop events(SearchEvents events, Loops loops) {
    return loops.batches(
        "search",
        new BatchLoop.Shape(BatchLoop.Readers.EACH_ALL, Duration.ZERO, MOST),
        events,
        Topic.TWEET,
        Topic.USER,
        Topic.PROFILE,
        Topic.LIKE,
        Topic.FOLLOW);
  }
}
