package dev.twite.logger;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** The service's own parts. */
final class LoggerModule extends AbstractModule {
  private final LoggerConfig config;

  LoggerModule(LoggerConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(LoggerConfig.class).toInstance(config);
    bind(Tails.class).in(Singleton.class);
    bind(TailsEnd.class).in(Singleton.class);
  }
}
