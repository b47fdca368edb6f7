package dev.twite.analytics;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.analytics.testing.Crowd;
import dev.twite.analytics.testing.Publisher;
import dev.twite.analytics.testing.Tables;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.embedded.KafkaConfig;
import dev.twite.embedded.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's machine crashes and takes the end of every log with it. */
@Tag("verify")
class LostLogIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final long now = System.currentTimeMillis();
  private final Crowd crowd = new Crowd(23, now - Duration.ofDays(5).toMillis(), now, 10);
  @TempDir private Path folder;

  @Test
  void countsWhatTookThePlaceOfLostEventsAndNothingTwice_R19() throws Exception {
    TestEnv.requireClickHouse();
    try (KafkaServer kafka = new KafkaServer(config())) {
      kafka.start();
      kafka.awaitReady(PATIENCE);
      TestEnv env = new TestEnv().clickhouse().kafka();
      env.set("KAFKA_BOOTSTRAP", kafka.bootstrapServers()).set("ANALYTICS_LINGER", "50ms");
      try (Cluster cluster = new Cluster(env)) {
        Tables tables = Tables.of(cluster.start(new AnalyticsSpec()));
        publish(env, 200);
        counted(tables);
        crash(kafka, env, tables, 400);
        // As many as were lost, and more: offsets tell nothing any more.
        publish(env, 900);
        counted(tables);

        crash(kafka, env, tables, 1_000);
      }
      // It begins with what it has kept.
      publish(env, 1_600);
      try (Cluster cluster = new Cluster(env)) {
        counted(Tables.of(cluster.start(new AnalyticsSpec())));
      }
    }
  }

  private KafkaConfig config() {
    return new KafkaConfig(
        folder.resolve("server"), Cluster.freePort(), Cluster.freePort(), 2, 256, true, Map.of());
  }

  /** Events until there are so many are counted, and then lost to Kafka. */
  private void crash(KafkaServer kafka, TestEnv env, Tables tables, int until) throws Exception {
    Path kept = folder.resolve("kept" + until);
    kafka.stop(PATIENCE);
    for (Path log : logs(env)) {
      copy(log, kept.resolve(log.getFileName()));
    }
    kafka.start();
    kafka.awaitReady(PATIENCE);
    publish(env, until);
    counted(tables);
    kafka.kill();
    for (Path log : logs(env)) {
      try (var files = Files.list(log)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      copy(kept.resolve(log.getFileName()), log);
    }
    kafka.start();
    kafka.awaitReady(PATIENCE);
  }

  private List<Path> logs(TestEnv env) throws IOException {
    try (var all = Files.list(folder.resolve("server").resolve("kafka"))) {
      String prefix = env.asMap().get("TWITE_KAFKA_PREFIX");
      return all.filter(one -> one.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void publish(TestEnv env, int until) throws Exception {
    try (Publisher publisher = new Publisher(env)) {
      publisher.publish(crowd.until(until));
    }
  }

  private void counted(Tables tables) {
    long sent = crowd.all().size();
    within(PATIENCE, () -> assertThat(tables.events()).isEqualTo(new Tables.Size(sent, sent)));
  }
}
