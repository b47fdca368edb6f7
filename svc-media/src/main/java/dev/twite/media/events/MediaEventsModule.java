package dev.twite.media.events;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.common.kafka.ConsumerLoop;
import dev.twite.common.kafka.Loops;
import dev.twite.common.kafka.Topic;

/** What is consumed. */
public final class MediaEventsModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(MediaEvents.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  ConsumerLoop loop(Loops loops, MediaEvents events) {
    return loops.unhurried("media", events.handler(), Topic.TWEET, Topic.PROFILE, Topic.USER);
  }
}
