package dev.twite.analytics;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.analytics.testing.Comparison;
import dev.twite.analytics.testing.Crowd;
import dev.twite.analytics.testing.Publisher;
import dev.twite.analytics.testing.Tables;
import dev.twite.common.boot.RunningService;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.analytics.v1.Bucket;
import dev.twite.proto.analytics.v1.ReportRequest;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hundred thousand events, once as they come and once all over. */
@Tag("verify")
class ReplayProofIT {
  private static final int EVENTS = 100_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final long now = System.currentTimeMillis();

  @Test
  void reportsEqualACountByHandAfterAFullReplayToo() throws Exception {
    TestEnv env = new TestEnv().clickhouse().kafka();
    Crowd crowd = new Crowd(7, now - 60 * DAY, now, 500);
    try (Cluster cluster = new Cluster(env);
        Publisher publisher = new Publisher(env)) {
      RunningService service = cluster.start(new AnalyticsSpec());
      publisher.publish(crowd.until(EVENTS));
      compare(service, crowd);
      Tables tables = Tables.of(service);
      for (String table : new String[] {"event", "impression"}) {
        tables.clickhouse().execute("DROP TABLE " + table + " SYNC");
      }
      tables.clickhouse().execute("TRUNCATE TABLE schema_version");
      service.close();
      // Nothing is known any more of how far the topics were read.
      compare(cluster.start(new AnalyticsSpec()), crowd);
    }
  }

  private void compare(RunningService service, Crowd crowd) {
    within(
        PATIENCE,
        () -> assertThat(Tables.of(service).events()).isEqualTo(new Tables.Size(EVENTS, EVENTS)));
    Comparison comparison = new Comparison(service, crowd);
    // The last insert is in one table before it is in the other.
    within(
        PATIENCE,
        () ->
            comparison.equal(
                span(Bucket.DAY, now - 70 * DAY),
                crowd.people().subList(0, 20),
                crowd.tweets().subList(0, 20)));
    comparison.equal(
        span(Bucket.HOUR, now - 7 * DAY),
        crowd.people().subList(0, 10),
        crowd.tweets().subList(0, 10));
  }

  private Span span(Bucket bucket, long from) {
    return Span.of(
        ReportRequest.newBuilder().setBucket(bucket).setFromMs(from).setToMs(now).build(), now);
  }
}
