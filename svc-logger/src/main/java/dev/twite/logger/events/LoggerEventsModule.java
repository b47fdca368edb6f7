package dev.twite.logger.events;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.common.kafka.BatchLoop;
import dev.twite.common.kafka.BatchLoop.Readers;
import dev.twite.common.kafka.BatchLoop.Shape;
import dev.twite.common.kafka.Loops;
import dev.twite.common.kafka.Topic;
import dev.twite.common.log.LogScope;
import dev.twite.logger.LoggerConfig;

/** What is read: the lines of all services. */
public final class LoggerEventsModule extends AbstractModule {
  // A record has up to 500 lines.
  private static final int MOST_RECORDS = 40;

  @Override
  protected void configure() {
    bind(LineIntake.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  BatchLoop loop(Loops loops, LineIntake intake, LoggerConfig own) {
    Shape shape = new Shape(Readers.SHARE, own.linger(), MOST_RECORDS);
    // What this loop says of storing lines is not stored: each line would make another.
    return LogScope.unshipped(() -> loops.batches(LoggerConfig.GROUP, shape, intake, Topic.LOGS));
  }
}
