package dev.twite.logger.store.loki;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.twite.common.kafka.GroupProgress;
import dev.twite.logger.store.LineStore;

/** Lines in Loki. */
public final class LokiModule extends AbstractModule {
  private final LokiConfig config;

  public LokiModule(LokiConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(LokiConfig.class).toInstance(config);
    bind(GroupProgress.class).in(Singleton.class);
    bind(LokiClient.class).in(Singleton.class);
    bind(LokiReader.class).in(Singleton.class);
    bind(LokiWriter.class).in(Singleton.class);
    bind(LokiLines.class).in(Singleton.class);
    bind(LineStore.class).to(LokiLines.class);
  }
}
