package dev.twite.embedded;

import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Real servers for tests: one of each a JVM, started when first asked for and ended with the JVM,
 * on free ports and with data that are thrown away. Tests isolate themselves by {@link #database}
 * and {@link #redisUrl} and by their topics' names, and may run in parallel.
 *
 * <p>A test that kills, pauses or restarts takes its own: {@code newPostgres()} and so on, and
 * closes it.
 */
public final class TestServers {
  private static final String PASSWORD = "for-tests-only";
  private static final int TEST_HEAP_MB = 256;

  private static final Shared<PostgresServer> POSTGRES = new Shared<>(TestServers::newPostgres);
  private static final Shared<RedisServer> REDIS = new Shared<>(TestServers::newRedis);
  private static final Shared<KafkaServer> KAFKA = new Shared<>(TestServers::newKafka);
  private static final Shared<ClickHouseServer> CLICKHOUSE =
      new Shared<>(TestServers::newClickHouse);
  private static final AtomicInteger NEXT_REDIS_DATABASE = new AtomicInteger(1);

  private TestServers() {}

  /** The JVM's PostgreSQL, serving. */
  public static PostgresServer postgres() {
    return POSTGRES.get();
  }

  /** The JVM's Redis, serving. */
  public static RedisServer redis() {
    return REDIS.get();
  }

  /** The JVM's Kafka, serving; use topic and group names of your own. */
  public static KafkaServer kafka() {
    return KAFKA.get();
  }

  /**
   * The JVM's ClickHouse, serving; use a database of your own. Where {@link
   * ClickHouseServer#missing} says that it can't be, this fails.
   */
  public static ClickHouseServer clickhouse() {
    return CLICKHOUSE.get();
  }

  /** A new, empty database with the roles and the schema of that service. */
  public static ServiceDatabase database(String service) {
    return database(service, "test_" + UUID.randomUUID().toString().replace("-", ""));
  }

  /** The same in a database that exists already or not: for several services in one. */
  public static ServiceDatabase database(String service, String database) {
    // Roles belong to the whole server: all databases of a JVM share a service's passwords.
    return postgres()
        .roles()
        .provision(database, service, service + "-owner-" + PASSWORD, service + "-app-" + PASSWORD);
  }

  /**
   * A logical Redis database that nobody else in this JVM has been given. Pub/Sub is common to all.
   */
  public static String redisUrl() {
    int database = NEXT_REDIS_DATABASE.getAndIncrement();
    if (database >= RedisServer.DATABASES) {
      throw new IllegalStateException(
          "More than " + RedisServer.DATABASES + " Redis databases asked for");
    }
    return redis().url(database);
  }

  /** A PostgreSQL of the caller's own, serving. */
  public static PostgresServer newPostgres() {
    return TestFolder.started(
        folder -> new PostgresServer(new PostgresConfig(folder, FreePort.next(), PASSWORD)));
  }

  /** A Redis of the caller's own, serving. */
  public static RedisServer newRedis() {
    return TestFolder.started(
        folder -> new RedisServer(new RedisConfig(folder, FreePort.next(), PASSWORD)));
  }

  /** A Kafka of the caller's own, serving. */
  public static KafkaServer newKafka() {
    return TestFolder.started(TestServers::kafkaIn);
  }

  /** A ClickHouse of the caller's own, serving. */
  public static ClickHouseServer newClickHouse() {
    return TestFolder.started(
        folder -> new ClickHouseServer(new ClickHouseConfig(folder, FreePort.next(), PASSWORD)));
  }

  /** A mail sink of the caller's own, serving. */
  public static MailSinkServer newMailSink() {
    return TestFolder.started(
        folder -> new MailSinkServer(new MailSinkConfig(folder, FreePort.next(), FreePort.next())));
  }

  private static KafkaServer kafkaIn(Path folder) {
    KafkaConfig defaults = new KafkaConfig(folder, FreePort.next(), FreePort.next());
    return new KafkaServer(
        new KafkaConfig(
            folder,
            defaults.port(),
            defaults.controllerPort(),
            defaults.partitions(),
            TEST_HEAP_MB,
            true,
            defaults.settings()));
  }

  /** Made once, by whoever asks first; the others wait. A failure is not kept. */
  private static final class Shared<S extends ServerProcess> {
    private final Supplier<S> maker;
    private S server;

    Shared(Supplier<S> maker) {
      this.maker = maker;
    }

    synchronized S get() {
      if (server == null) {
        server = maker.get();
      }
      return server;
    }
  }
}
