package dev.twite.common.clickhouse;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A service's own ClickHouse database.
 *
 * @param url of the HTTP interface, {@code http://host:8123} or https
 * @param database letters, digits and {@code _}; made when it is missing
 * @param pool connections for questions; inserts have one more
 * @param timeout longest time for an answer; a slower ClickHouse counts as away
 * @param insertTimeout longest time for an insert or a statement of a migration
 */
public record ClickHouseConfig(
    URI url,
    String user,
    Secret password,
    String database,
    int pool,
    Duration timeout,
    Duration insertTimeout) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  public static ClickHouseConfig from(ConfigReader config) {
    String database =
        config.string(
            "CLICKHOUSE_DATABASE",
            "twite_" + config.service(),
            "the database of this service, in lower case");
    if (!NAME.matcher(database).matches()) {
      config.fault("CLICKHOUSE_DATABASE", "is not of lower case letters, digits and _");
    }
    return new ClickHouseConfig(
        config.uri(
            "CLICKHOUSE_URL",
            Set.of("http", "https"),
            "the URL of ClickHouse's HTTP interface, http://host:8123"),
        config.string("CLICKHOUSE_USER", "default", "the user this service is for ClickHouse"),
        config.password("CLICKHOUSE_PASSWORD", "that user's password"),
        database,
        config.integer("CLICKHOUSE_POOL", 4, 1, 200, "questions to ClickHouse at once"),
        config.duration(
            "CLICKHOUSE_TIMEOUT",
            Duration.ofMillis(1_500),
            "the longest time for an answer of ClickHouse; a slower one counts as away"),
        config.duration(
            "CLICKHOUSE_INSERT_TIMEOUT",
            Duration.ofSeconds(30),
            "the longest time for an insert into ClickHouse"));
  }
}
