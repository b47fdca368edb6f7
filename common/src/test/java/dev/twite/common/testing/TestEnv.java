package dev.twite.common.testing;

import dev.twite.embedded.ClickHouseServer;
import dev.twite.embedded.ServiceDatabase;
import dev.twite.embedded.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/**
 * The environment of services under test: a database, a Redis database and Kafka names of their own
 * on the JVM's shared servers. Asking for a server starts it, so a test starts only what it uses.
 */
public final class TestEnv {
  private final Map<String, String> env = new HashMap<>();
  private final String run = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

  public TestEnv() {
    set("SERVICE_SECRET", "test-" + UUID.randomUUID() + UUID.randomUUID());
    set("PASSWORD_PEPPER", "test-" + UUID.randomUUID() + UUID.randomUUID());
    set("GRPC_HOST", "127.0.0.1");
    set("OPS_HOST", "127.0.0.1");
    set("HTTP_HOST", "127.0.0.1");
    // A busy build machine, or a JVM that has yet to load its classes, is no outage. Tests of
    // these limits set their own.
    set("GRPC_DEADLINE", "20s");
    set("HTTP_DEADLINE", "20s");
    set("REDIS_TIMEOUT", "10s");
    // Tests of the log turn both on.
    set("LOG_SHIPPING", "false");
    set("LOG_SAMPLE", "0");
    set("LIMIT_DEADLINE", "20s");
    // Where nobody is, for processes whose test has no svc-ratelimit: no name to look up.
    set("RATELIMIT_ADDR", "127.0.0.1:1");
  }

  /** Sets {@code TWITE_<key>}. */
  public TestEnv set(String key, String value) {
    env.put("TWITE_" + key, value);
    return this;
  }

  /** PostgreSQL for these services, all in one database as in production. */
  public TestEnv postgres(String... services) {
    for (String service : services) {
      ServiceDatabase database = TestServers.database(service, run);
      String prefix = service.toUpperCase(Locale.ROOT) + "_PG_";
      set("PG_URL", database.jdbcUrl());
      set(prefix + "USER", database.app().user());
      set(prefix + "PASSWORD", database.app().password());
      set(prefix + "OWNER_USER", database.owner().user());
      set(prefix + "OWNER_PASSWORD", database.owner().password());
      set(prefix + "POOL", "4");
      // A busy build machine is no overload.
      set(prefix + "MAX_WAIT", "15s");
    }
    return this;
  }

  public TestEnv redis() {
    return set("REDIS_URL", TestServers.redisUrl());
  }

  /** Kafka, with few partitions: a topic each costs time to make. */
  public TestEnv kafka() {
    set("KAFKA_BOOTSTRAP", TestServers.kafka().bootstrapServers());
    set("KAFKA_PREFIX", run + ".");
    return set("KAFKA_PARTITIONS", "2");
  }

  /**
   * ClickHouse, with databases of their own for the services. On a machine without Node the test is
   * skipped, in CI it fails.
   */
  public TestEnv clickhouse() {
    requireClickHouse();
    return clickhouse(TestServers.clickhouse());
  }

  /** ClickHouse as a server of the test's own. */
  public TestEnv clickhouse(ClickHouseServer server) {
    set("CLICKHOUSE_URL", server.url());
    set("CLICKHOUSE_USER", server.user());
    set("CLICKHOUSE_PASSWORD", server.password());
    set("CLICKHOUSE_DATABASE", run);
    // A busy build machine is no outage.
    return set("CLICKHOUSE_TIMEOUT", "20s");
  }

  /** Skips the test where ClickHouse can't be, but fails in CI. */
  public static void requireClickHouse() {
    Optional<String> missing = ClickHouseServer.missing();
    if (missing.isPresent() && System.getenv("CI") != null) {
      throw new AssertionError("CI must test ClickHouse too, but " + missing.get());
    }
    Assumptions.assumeTrue(missing.isEmpty(), () -> "Skipped: " + missing.orElse(""));
  }

  /**
   * Rules of svc-ratelimit that differ from the built-in ones, for tests of limits; they start the
   * real svc-ratelimit before who asks it.
   *
   * @param yaml as in {@code limit/rules.yaml}, e.g. <code>read: {capacity: 100}</code>
   */
  public TestEnv limits(String yaml) {
    try {
      Path file = Files.createTempFile("twite-rules", ".yaml");
      file.toFile().deleteOnExit();
      Files.writeString(file, yaml);
      return set("RATELIMIT_RULES", file.toString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public Map<String, String> asMap() {
    return Map.copyOf(env);
  }
}
