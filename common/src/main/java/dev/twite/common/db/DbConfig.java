package dev.twite.common.db;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.config.Secret;
import java.time.Duration;

/**
 * A service's own PostgreSQL schema. Two roles: the owner migrates, the application role reads and
 * writes.
 *
 * @param url JDBC URL of the database
 * @param service the service's name; its migrations are in {@code sql/<service>}
 * @param schema the schema, which has the service's name; only that of svc-like is {@code likes}:
 *     LIKE is a reserved word
 * @param user application role
 * @param ownerUser role that owns the schema
 * @param poolSize connections, all opened at the start
 * @param maxWait how long a request waits for a connection before it is refused (R13)
 */
public record DbConfig(
    String url,
    String service,
    String schema,
    String user,
    Secret password,
    String ownerUser,
    Secret ownerPassword,
    int poolSize,
    Duration maxWait) {
  public static DbConfig from(ConfigReader config) {
    String service = config.service();
    return new DbConfig(
        config.required("PG_URL", "the JDBC URL of PostgreSQL, jdbc:postgresql://host:5432/twite"),
        service,
        service.equals("like") ? "likes" : service,
        config.string("PG_USER", "twite_" + service, "the role this service reads and writes with"),
        config.password("PG_PASSWORD", "that role's password"),
        config.string(
            "PG_OWNER_USER",
            "twite_" + service + "_owner",
            "the role that owns and migrates the schema"),
        config.password("PG_OWNER_PASSWORD", "the owner role's password"),
        config.integer("PG_POOL", 10, 2, 200, "connections to PostgreSQL, all opened at the start"),
        config.duration(
            "PG_MAX_WAIT",
            Duration.ofMillis(500),
            "the longest time a request waits for one of them before it is refused"));
  }
}
