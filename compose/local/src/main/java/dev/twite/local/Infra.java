package dev.twite.local;

import dev.twite.embedded.ClickHouseConfig;
import dev.twite.embedded.ClickHouseServer;
import dev.twite.embedded.KafkaConfig;
import dev.twite.embedded.KafkaServer;
import dev.twite.embedded.MailSinkConfig;
import dev.twite.embedded.MailSinkServer;
import dev.twite.embedded.PostgresConfig;
import dev.twite.embedded.PostgresServer;
import dev.twite.embedded.RedisConfig;
import dev.twite.embedded.RedisServer;
import dev.twite.embedded.ServerExit;
import dev.twite.embedded.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * PostgreSQL, Redis, Kafka, ClickHouse and a mail sink: each started here, unless the environment
 * says where it is already.
 */
final class Infra {
  static final String PG_URL = "TWITE_PG_URL";
  static final String REDIS_URL = "TWITE_REDIS_URL";
  static final String KAFKA_BOOTSTRAP = "TWITE_KAFKA_BOOTSTRAP";
  static final String CLICKHOUSE_URL = "TWITE_CLICKHOUSE_URL";

  static final String SMTP_HOST = "TWITE_SMTP_HOST";
  static final String MAIL_PROVIDER = "TWITE_MAIL_PROVIDER";

  private static final String DATABASE = "twite";
  private static final String PG_SUPERUSER_PASSWORD = "TWITE_LOCAL_PG_SUPERUSER_PASSWORD";
  private static final String CLICKHOUSE_PASSWORD = "TWITE_LOCAL_CLICKHOUSE_PASSWORD";
  private static final String REDIS_PASSWORD = "TWITE_LOCAL_REDIS_PASSWORD";
  private static final Duration READY = Duration.ofSeconds(90);

  private final Settings settings;
  private final Secrets secrets;
  private final Optional<PostgresServer> postgres;
  private final Optional<RedisServer> redis;
  private final Optional<KafkaServer> kafka;
  private final Optional<ClickHouseServer> clickhouse;
  private final Optional<MailSinkServer> mail;

  Infra(Settings settings, Secrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
    this.postgres = here(PG_URL).map(here -> newPostgres());
    this.redis = here(REDIS_URL).map(here -> newRedis());
    this.kafka = here(KAFKA_BOOTSTRAP).map(here -> newKafka());
    this.clickhouse =
        ClickHouseNeed.isOurs(settings) ? Optional.of(newClickHouse()) : Optional.empty();
    this.mail = wantsMailSink() ? Optional.of(newMailSink()) : Optional.empty();
  }

  /** The secrets that the servers themselves need. */
  static List<String> secretNames() {
    return List.of(PG_SUPERUSER_PASSWORD, REDIS_PASSWORD, CLICKHOUSE_PASSWORD);
  }

  /** Whether the database's passwords are ours to set. */
  boolean hasPostgres() {
    return postgres.isPresent();
  }

  /** Every server of ours, running or not. */
  List<ServerProcess> servers() {
    List<ServerProcess> all = new ArrayList<>();
    postgres.ifPresent(all::add);
    redis.ifPresent(all::add);
    kafka.ifPresent(all::add);
    clickhouse.ifPresent(all::add);
    mail.ifPresent(all::add);
    return all;
  }

  void onExit(Consumer<ServerExit> listener) {
    servers().forEach(server -> server.onExit(listener));
  }

  /** Starts all of ours and returns when each has answered. */
  void start(Progress progress) throws Exception {
    List<Progress.Step> steps = new ArrayList<>();
    for (ServerProcess server : servers()) {
      steps.add(
          () ->
              progress.step(
                  server.name(),
                  "127.0.0.1:" + server.port(),
                  () -> {
                    server.start();
                    server.awaitReady(READY);
                    if (server instanceof PostgresServer database) {
                      provision(database);
                    }
                  }));
    }
    Parallel.run(steps);
  }

  /** Ends all of ours, in order if they can. */
  void stop() throws Exception {
    Parallel.run(servers().stream().map(server -> (Progress.Step) server::close).toList());
  }

  /** Where they are, for the services. */
  Map<String, String> environment() {
    Map<String, String> env = new HashMap<>();
    postgres.ifPresent(server -> env.put(PG_URL, server.jdbcUrl(DATABASE)));
    redis.ifPresent(server -> env.put(REDIS_URL, server.url()));
    kafka.ifPresent(server -> env.put(KAFKA_BOOTSTRAP, server.bootstrapServers()));
    clickhouse.ifPresent(
        server -> {
          env.put(CLICKHOUSE_URL, server.url());
          env.put("TWITE_CLICKHOUSE_USER", server.user());
          env.put("TWITE_CLICKHOUSE_PASSWORD", server.password());
        });
    mail.ifPresent(
        server -> {
          env.put(SMTP_HOST, "127.0.0.1");
          env.put("TWITE_SMTP_PORT", Integer.toString(server.port()));
          env.put("TWITE_SMTP_TLS", "none");
        });
    return env;
  }

  /** The mail that nobody gets. */
  Optional<MailSinkServer> mailSink() {
    return mail;
  }

  private void provision(PostgresServer server) {
    for (LocalService service : settings.services()) {
      if (service.database()) {
        server
            .roles()
            .provision(
                DATABASE,
                service.name(),
                password(service, ServiceEnv.OWNER_PASSWORD),
                password(service, ServiceEnv.APP_PASSWORD));
      }
    }
  }

  /** As the service will see it: a password set by the operator becomes the role's. */
  private String password(LocalService service, String key) {
    String variable = service.variable(key);
    return settings.env().getOrDefault(variable, secrets.get(variable));
  }

  private Optional<String> here(String variable) {
    if (settings.env().containsKey(variable)) {
      return Optional.empty();
    }
    if (settings.options().external()) {
      throw new LaunchException(
          "--infra=external needs %s, %s and %s in the environment; %s is missing."
              .formatted(PG_URL, REDIS_URL, KAFKA_BOOTSTRAP, variable));
    }
    return Optional.of(variable);
  }

  /** Only where svc-email runs, and nobody said how mail leaves. */
  private boolean wantsMailSink() {
    boolean sends = settings.services().stream().anyMatch(one -> one.name().equals("email"));
    boolean told =
        settings.env().containsKey(SMTP_HOST) || settings.env().containsKey(MAIL_PROVIDER);
    return sends && !told && !settings.options().external();
  }

  private MailSinkServer newMailSink() {
    return new MailSinkServer(
        new MailSinkConfig(
            settings.dataDir(), settings.ports().smtp(), settings.ports().mailPage()));
  }

  private PostgresServer newPostgres() {
    return new PostgresServer(
        new PostgresConfig(
            settings.dataDir(), settings.ports().postgres(), secrets.get(PG_SUPERUSER_PASSWORD)));
  }

  private RedisServer newRedis() {
    return new RedisServer(
        new RedisConfig(settings.dataDir(), settings.ports().redis(), secrets.get(REDIS_PASSWORD)));
  }

  private ClickHouseServer newClickHouse() {
    return new ClickHouseServer(
        new ClickHouseConfig(
            settings.dataDir(), settings.ports().clickhouse(), secrets.get(CLICKHOUSE_PASSWORD)));
  }

  private KafkaServer newKafka() {
    return new KafkaServer(
        new KafkaConfig(
            settings.dataDir(), settings.ports().kafka(), settings.ports().kafkaController()));
  }
}
