package dev.twite.like;

import static dev.twite.common.testing.Eventually.atMost;
import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TimedTest;
import dev.twite.embedded.KafkaServer;
import dev.twite.embedded.TestServers;
import java.time.Duration;
import java.util.Arrays;

/** Liking does not need Kafka. */
class OutageIT {
  private static final int LIKES = 200;
  private static final long P99_MS = 300;

  @TimedTest
  void likesGoOnWhileKafkaHangsAndTheirEventsAreToldAfterwards_R4() throws Exception {
    try (KafkaServer kafka = TestServers.newKafka()) {
      TestEnv env =
          new TestEnv()
              .postgres("like")
              .redis()
              .set("KAFKA_BOOTSTRAP", kafka.bootstrapServers())
              .set("KAFKA_PARTITIONS", "2");
      try (LikeFixture on = new LikeFixture(env)) {
        long tweet = on.newTweet();
        for (int i = 0; i < LIKES; i++) {
          on.like(on.newUser(), tweet);
        }
        kafka.pause();
        long[] millis = new long[LIKES];
        for (int i = 0; i < LIKES; i++) {
          long start = System.nanoTime();
          on.like(on.newUser(), tweet);
          millis[i] = (System.nanoTime() - start) / 1_000_000;
        }
        assertThat(on.count("SELECT count(*) FROM outbox")).isGreaterThanOrEqualTo(LIKES);
        kafka.resume();
        Arrays.sort(millis);
        atMost(Duration.ofMillis(P99_MS), Duration.ofMillis(millis[LIKES * 99 / 100 - 1]));
        assertThat(on.countOf(tweet)).isEqualTo(2 * LIKES);
        within(
            Duration.ofSeconds(90),
            () -> assertThat(on.count("SELECT count(*) FROM outbox")).isZero());
      }
    }
  }
}
