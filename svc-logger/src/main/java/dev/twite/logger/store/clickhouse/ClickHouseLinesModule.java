package dev.twite.logger.store.clickhouse;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.common.clickhouse.ClickHouse;
import dev.twite.logger.store.LineStore;
import java.time.Duration;

/** Lines in ClickHouse. */
public final class ClickHouseLinesModule extends AbstractModule {
  private final Duration retention;

  public ClickHouseLinesModule(Duration retention) {
    this.retention = retention;
  }

  @Override
  protected void configure() {
    bind(LineStore.class).to(ClickHouseLines.class);
    bind(ClickHouseLines.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  Retention retention(ClickHouse clickhouse) {
    return new Retention(clickhouse, retention);
  }
}
