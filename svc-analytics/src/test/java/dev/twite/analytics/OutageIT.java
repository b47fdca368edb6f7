package dev.twite.analytics;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.analytics.testing.Crowd;
import dev.twite.analytics.testing.Publisher;
import dev.twite.analytics.testing.Tables;
import dev.twite.common.boot.RunningService;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.embedded.ClickHouseServer;
import dev.twite.embedded.TestServers;
import dev.twite.proto.analytics.v1.ReportRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** ClickHouse hangs, and then is killed. */
class OutageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final long now = System.currentTimeMillis();
  private final Span span = Span.of(ReportRequest.getDefaultInstance(), now);
  private final Crowd crowd = new Crowd(11, now - Duration.ofDays(5).toMillis(), now, 10);

  @Test
  void ingestWaitsForClickHouseAndReportsSaySoAtOnce_R11_R19() throws Exception {
    TestEnv.requireClickHouse();
    try (ClickHouseServer server = TestServers.newClickHouse()) {
      TestEnv env =
          new TestEnv()
              .clickhouse(server)
              .kafka()
              .set("ANALYTICS_LINGER", "50ms")
              .set("ANALYTICS_BATCH", "20")
              .set("CLICKHOUSE_TIMEOUT", "1s")
              .set("CLICKHOUSE_INSERT_TIMEOUT", "2s");
      try (Cluster cluster = new Cluster(env);
          Publisher publisher = new Publisher(env)) {
        RunningService service = cluster.start(new AnalyticsSpec());
        publisher.publish(crowd.until(300));
        server.pause();
        publisher.publish(crowd.until(600));
        AccountReports reports = service.get(AccountReports.class);
        for (int i = 0; i < 3; i++) {
          unavailable(reports);
        }
        // Known to be away: who asks now waits for nothing.
        within(
            PATIENCE,
            () -> {
              long begin = System.nanoTime();
              unavailable(reports);
              assertThat(Duration.ofNanos(System.nanoTime() - begin))
                  .isLessThan(Duration.ofMillis(50));
            });
        server.resume();
        allThere(service);
        publisher.publish(crowd.until(900));
        server.kill();
        publisher.publish(crowd.until(1_200));
        server.start();
        allThere(service);
      }
    }
  }

  private void unavailable(AccountReports reports) {
    assertThatThrownBy(() -> reports.of(5_000, span))
        .isInstanceOfSatisfying(
            TwiteException.class,
            thrown -> assertThat(thrown.code()).isIn(ErrorCode.UNAVAILABLE, ErrorCode.OVERLOADED));
  }

  private void allThere(RunningService service) {
    long sent = crowd.all().size();
    within(
        PATIENCE,
        () -> assertThat(Tables.of(service).events()).isEqualTo(new Tables.Size(sent, sent)));
  }
}
