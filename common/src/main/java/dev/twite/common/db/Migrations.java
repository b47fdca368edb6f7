package dev.twite.common.db;

import org.flywaydb.core.Flyway;

/**
 * Brings a service's schema up to date from {@code sql/<service>/V*.sql}, the only source of it.
 */
public final class Migrations {
  private Migrations() {}

  /** Runs what has not run yet; several processes may do so at once. */
  public static void run(DbConfig config) {
    Flyway.configure()
        .dataSource(config.url(), config.ownerUser(), config.ownerPassword().reveal())
        .schemas(config.schema())
        .defaultSchema(config.schema())
        .createSchemas(false)
        .locations("classpath:sql/" + config.service())
        .failOnMissingLocations(true)
        .connectRetries(10)
        .load()
        .migrate();
  }
}
