package dev.twite.analytics;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.analytics.testing.Comparison;
import dev.twite.analytics.testing.Crowd;
import dev.twite.analytics.testing.Publisher;
import dev.twite.analytics.testing.Tables;
import dev.twite.common.boot.RunningService;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.OwnProcess;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.analytics.v1.Bucket;
import dev.twite.proto.analytics.v1.ReportRequest;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two real processes that share the partitions, and are killed together while they insert. */
@Tag("verify")
class CrashIT {
  private static final int ROUNDS = 10;
  private static final int EACH = 800;
  // Partitions of the dead are free after their session, ten seconds.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final long now = System.currentTimeMillis();

  @Test
  void twentyKillsMidInsertLoseAndDoubleNothing_R19() throws Exception {
    TestEnv env =
        new TestEnv()
            .clickhouse()
            .kafka()
            .set("ANALYTICS_LINGER", "50ms")
            .set("ANALYTICS_BATCH", "10");
    Crowd crowd = new Crowd(19, now - Duration.ofDays(20).toMillis(), now, 30);
    Random random = new Random(19);
    try (Cluster cluster = new Cluster(env);
        Publisher publisher = new Publisher(env);
        OwnProcess one = new OwnProcess(env, "analytics", AnalyticsMain.class);
        OwnProcess other = new OwnProcess(env, "analytics", AnalyticsMain.class)) {
      // Makes database and topics; reads nothing of what follows.
      RunningService witness = cluster.start(new AnalyticsSpec());
      Tables tables = Tables.of(witness);
      witness.get(dev.twite.common.kafka.BatchLoop.class).stop();
      for (int round = 0; round < ROUNDS; round++) {
        one.start();
        other.start();
        publisher.publish(crowd.until((round + 1) * EACH));
        // In the middle of it, at any point of an insert: hundreds of small ones are to do.
        long some = tables.events().rows() + 50 + random.nextInt(200);
        within(PATIENCE, () -> assertThat(tables.events().rows()).isGreaterThanOrEqualTo(some));
        one.kill();
        other.kill();
      }
      assertThat(tables.events().rows()).isLessThan(ROUNDS * EACH);
      // What is left goes quicker in large batches.
      env.set("ANALYTICS_BATCH", "1000");
      one.start();
      long sent = crowd.all().size();
      within(PATIENCE, () -> assertThat(tables.events()).isEqualTo(new Tables.Size(sent, sent)));
      Comparison comparison = new Comparison(witness, crowd);
      within(
          PATIENCE,
          () ->
              comparison.equal(
                  Span.of(
                      ReportRequest.newBuilder()
                          .setBucket(Bucket.DAY)
                          .setFromMs(now - Duration.ofDays(21).toMillis())
                          .setToMs(now)
                          .build(),
                      now),
                  crowd.people(),
                  crowd.tweets().subList(0, 20)));
    }
  }
}
