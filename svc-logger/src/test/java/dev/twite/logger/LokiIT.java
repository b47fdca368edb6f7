package dev.twite.logger;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.logger.testing.Lines.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TopicReader;
import dev.twite.logger.testing.FakeLoki;
import dev.twite.logger.testing.FakeLoki.Entry;
import dev.twite.logger.testing.FakeLoki.Fault;
import dev.twite.logger.testing.Lines;
import dev.twite.proto.logger.v1.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines on their way to a Loki that fails in every way it may. */
class LokiIT {
  private static final long BEGIN = 1_700_000_000_000_000_000L;

  private FakeLoki loki;
  private TestEnv env;
  private Cluster cluster;
  private Lines lines;

  @BeforeEach
  void start() throws Exception {
    loki = new FakeLoki();
    env =
        new TestEnv()
            .kafka()
            .set("LOKI_URL", loki.url() + "/")
            .set("LOKI_TENANT", "twite")
            .set("LOKI_USER", "logger")
            .set("LOKI_PASSWORD", "pass:word")
            .set("LOGGER_LINGER", "50ms");
    cluster = new Cluster(env);
    lines = new Lines(env);
  }

  @AfterEach
  void stop() {
    lines.close();
    cluster.close();
    loki.close();
  }

  @Test
  void nothingIsLostOrDoubledWhateverLokiAnswers() throws Exception {
    loki.fail(
        new Fault(429, "", false),
        new Fault(500, "", false),
        new Fault(503, "", false),
        // Without an answer: before it was taken, and after.
        new Fault(0, "", false),
        new Fault(0, "", true),
        // A wrong setting is mended some day.
        new Fault(401, "", false),
        new Fault(204, "", true));
    cluster.start(new LoggerSpec());
    publish(0, 300);
    assertAll(300);
    // The last fault takes what it is sent: all may be there while one is still to come.
    eventually(
        () -> {
          assertThat(loki.hasFaultsLeft()).isFalse();
          assertThat(loki.lastHeaders())
              .containsEntry("X-scope-orgid", "twite")
              .containsEntry("Authorization", "Basic bG9nZ2VyOnBhc3M6d29yZA==");
        });
  }

  @Test
  void aPauseThatLokiAsksForIsKept() throws Exception {
    loki.fail(new Fault(429, "2", false));
    cluster.start(new LoggerSpec());
    publish(0, 10);
    assertAll(10);
    List<Long> pushes = loki.pushedAtNanos();
    assertThat(Duration.ofNanos(pushes.get(1) - pushes.get(0)))
        .isGreaterThanOrEqualTo(Duration.ofMillis(1_900));
  }

  @Test
  void whatLokiRefusesForGoodHoldsNothingUp() throws Exception {
    loki.refuse(entry -> entry.text().contains("bad"));
    cluster.start(new LoggerSpec());
    List<LogLine> some = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      some.add(line(BEGIN + i, "tweet", "INFO", (i % 40 == 7 ? "bad " : "good ") + i));
    }
    lines.publish(some);
    publish(1_000, 50);
    eventually(() -> assertThat(loki.entries()).hasSize(97 + 50));
    assertThat(loki.wrong()).isEmpty();
    try (TopicReader parked = new TopicReader(env, prefix() + "twite.logs.v1.dlt")) {
      assertThat(parked.size()).isZero();
    }
  }

  @Test
  void aLokiThatRefusesEveryLineIsWaitedFor() throws Exception {
    loki.refuse(entry -> !entry.metadata().isEmpty());
    cluster.start(new LoggerSpec());
    publish(0, 10);
    // Halves down to each line, 19 pushes, then one of its own; and that again.
    eventually(() -> assertThat(loki.pushedAtNanos()).hasSizeGreaterThan(20));
    loki.refuse(entry -> entry.text().contains("bad"));
    eventually(
        () ->
            assertThat(loki.entries())
                .extracting(Entry::text)
                .filteredOn(text -> text.startsWith("line "))
                .hasSize(10));
    // Where it is the lines, nothing waits.
    lines.publish(List.of(line(BEGIN, "tweet", "INFO", "bad")));
    publish(100, 10);
    eventually(
        () -> assertThat(loki.entries()).extracting(Entry::text).contains("line 100", "line 109"));
  }

  @Test
  void aRestartGoesOnWhereItStopped() throws Exception {
    cluster.start(new LoggerSpec());
    publish(0, 100);
    assertAll(100);
    cluster.close();
    publish(100, 100);
    cluster = new Cluster(env);
    cluster.start(new LoggerSpec());
    assertAll(200);
  }

  private String prefix() {
    return env.asMap().get("TWITE_KAFKA_PREFIX");
  }

  /** In records of ten. */
  private void publish(int from, int count) throws Exception {
    for (int first = from; first < from + count; first += 10) {
      List<LogLine> some = new ArrayList<>();
      for (int i = first; i < first + 10; i++) {
        some.add(line(BEGIN + i * 1_000L, i % 2 == 0 ? "tweet" : "feed", "INFO", "line " + i));
      }
      lines.publish(some);
    }
  }

  private void assertAll(int count) {
    eventually(() -> assertThat(loki.entries()).hasSize(count));
    assertThat(loki.entries().stream().map(Entry::text).distinct()).hasSize(count);
    assertThat(loki.wrong()).isEmpty();
  }
}
