package dev.twite.local;

import static dev.twite.common.testing.Eventually.atMost;
import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.TimedTest;
import dev.twite.embedded.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server goes away for a minute and comes back. */
@Tag("verify")
class OutageProofIT {
  private static final Duration OUTAGE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static Town town;

  @BeforeAll
  static void start() throws Exception {
    town = Town.oneProcess(folder, Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    town.close();
  }

  @TimedTest
  void postingGoesOnWhileKafkaIsDownAndTheBacklogDrains_R4() throws Exception {
    Resident author = Resident.moveIn(town.url(), "author");
    Resident reader = Resident.moveIn(town.url(), "reader");
    reader.follow(author);
    List<String> posted = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      posted.add(author.tweet("warm " + i));
    }
    ServerProcess kafka = town.server("kafka");
    kafka.stop(Duration.ofSeconds(30));
    List<Long> nanos = new ArrayList<>();
    long end = System.nanoTime() + OUTAGE.toNanos();
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      posted.add(author.tweet("meanwhile " + posted.size()));
      nanos.add(System.nanoTime() - start);
      // As people post; the relay is to have something to fail at all the time.
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    kafka.start();
    kafka.awaitReady(Duration.ofMinutes(2));
    nanos.sort(null);
    Duration p99 = Duration.ofNanos(nanos.get(nanos.size() * 99 / 100));
    atMost(Duration.ofMillis(300), p99);
    within(
        Duration.ofMinutes(2),
        () ->
            assertThat(reader.all("/v1/timelines/home"))
                .containsExactlyInAnyOrderElementsOf(posted));
  }

  @Test
  void postgresHangingForAMinutePutsNothingIntoADeadLetterTopic_R8() throws Exception {
    Resident author = Resident.moveIn(town.url(), "author");
    Resident reader = Resident.moveIn(town.url(), "reader");
    ServerProcess postgres = town.server("postgres");
    for (int i = 0; i < 50; i++) {
      author.tweet("before " + i);
    }
    reader.follow(author);
    postgres.pause();
    // Nothing can be waited for: that nothing happens for a minute is what is proved.
    LockSupport.parkNanos(OUTAGE.toNanos());
    postgres.resume();
    within(
        Duration.ofMinutes(2),
        () -> {
          Resident.Answer profile = reader.get("/v1/users/" + author.id());
          assertThat(profile.body().path("tweets_count").asInt()).isEqualTo(50);
          assertThat(profile.body().path("followers_count").asInt()).isEqualTo(1);
        });
    assertThat(deadLetters()).isZero();
    assertThat(
            author
                .post("/v1/tweets", Map.of("text", "after"), UUID.randomUUID().toString())
                .status())
        .isEqualTo(201);
  }

  private static long deadLetters() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", town.kafka()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .filter(info -> info.topic().endsWith(".dlt"))
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .collect(Collectors.toList());
      assertThat(partitions).isNotEmpty();
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
