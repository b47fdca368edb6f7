package dev.twite.common.clickhouse;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.ops.HealthCheck;
import java.util.List;

/** A service's own database in ClickHouse. */
public final class ClickHouseModule extends AbstractModule {
  private final ClickHouseConfig config;
  private final ClickHouseMigrations migrations;

  /**
   * @param files of {@code sql/<service>}, oldest first
   */
  public ClickHouseModule(ConfigReader config, String... files) {
    this.config = ClickHouseConfig.from(config);
    this.migrations =
        new ClickHouseMigrations(this.config, "sql/" + config.service(), List.of(files));
  }

  @Override
  protected void configure() {
    bind(ClickHouseConfig.class).toInstance(config);
    bind(ClickHouseMigrations.class).toInstance(migrations);
    bind(ClickHouse.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), HealthCheck.class).addBinding().to(ClickHouse.class);
  }
}
