package dev.twite.common.db;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.ops.HealthCheck;
import java.util.List;

/** A service's own PostgreSQL schema, and what housekeeping removes from it. */
public final class DatabaseModule extends AbstractModule {
  private final DbConfig config;
  private final List<Housekeeping.Expiry> expiries;

  public DatabaseModule(ConfigReader config, Housekeeping.Expiry... expiries) {
    this.config = DbConfig.from(config);
    this.expiries = List.of(expiries);
  }

  @Override
  protected void configure() {
    bind(DbConfig.class).toInstance(config);
    bind(Database.class).in(Singleton.class);
    bind(Housekeeping.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), HealthCheck.class).addBinding().to(Database.class);
    Multibinder<Housekeeping.Expiry> all =
        Multibinder.newSetBinder(binder(), Housekeeping.Expiry.class);
    expiries.forEach(expiry -> all.addBinding().toInstance(expiry));
  }
}
