package dev.twite.analytics.events;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.analytics.AnalyticsConfig;
import dev.twite.common.kafka.BatchLoop;
import dev.twite.common.kafka.BatchLoop.Readers;
import dev.twite.common.kafka.BatchLoop.Shape;
import dev.twite.common.kafka.Loops;
import dev.twite.common.kafka.Topic;

/** What is read: everything that people do. */
public final class AnalyticsEventsModule extends AbstractModule {
  private static final Topic[] TOPICS = {
    Topic.USER, Topic.PROFILE, Topic.TWEET, Topic.FOLLOW, Topic.LIKE, Topic.IMPRESSION
  };

  public static Topic[] topics() {
    return TOPICS.clone();
  }

  @Override
  protected void configure() {
    bind(EventIntake.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  BatchLoop loop(Loops loops, EventIntake intake, AnalyticsConfig own) {
    Shape shape = new Shape(Readers.SHARE, own.linger(), own.batch());
    return loops.batches("analytics", shape, intake, TOPICS);
  }
}
