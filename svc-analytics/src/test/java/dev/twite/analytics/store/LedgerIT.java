package dev.twite.analytics.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.analytics.AnalyticsSpec;
import dev.twite.analytics.Kind;
import dev.twite.common.boot.RunningService;
import dev.twite.common.clickhouse.ClickHouse;
import dev.twite.common.clickhouse.Ledger;
import dev.twite.common.kafka.BatchHandler.Gap;
import dev.twite.common.kafka.BatchLoop;
import dev.twite.common.kafka.Place;
import dev.twite.common.kafka.Position;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several writers that don't know of each other, as after a pause that looked like a death. */
class LedgerIT {
  private static final TopicPartition PARTITION = new TopicPartition("t", 3);
  private static final TopicIdPartition LOG = new TopicIdPartition(Uuid.randomUuid(), PARTITION);

  private final TestEnv env = new TestEnv().clickhouse().kafka();
  private final Cluster cluster = new Cluster(env);
  private ClickHouse clickhouse;

  @BeforeEach
  void start() throws Exception {
    RunningService service = cluster.start(new AnalyticsSpec());
    service.get(BatchLoop.class).stop();
    clickhouse = service.get(ClickHouse.class);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void aWriterWhoWasBelievedDeadAddsNothingTwice_R19() {
    Ledger<EventRow> zombie = EventRow.ledger(clickhouse);
    Ledger<EventRow> heir = EventRow.ledger(clickhouse);
    zombie.append(rows(0, 9));
    assertThat(heir.positions(Set.of(LOG))).containsEntry(PARTITION, new Position(10, 0));
    heir.append(rows(10, 24));
    // It believes to be at 10 and to insert the block after its last.
    zombie.append(rows(10, 19));
    zombie.append(rows(15, 29));
    heir.append(rows(20, 34));
    // Not the 30 that it wrote last.
    assertThat(zombie.positions(Set.of(LOG))).containsEntry(PARTITION, new Position(35, 0));
    assertExactly(35);
  }

  @Test
  void anInsertOfUnknownOutcomeIsRepeatedWithoutHarm_R19() {
    Ledger<EventRow> first = EventRow.ledger(clickhouse);
    first.append(rows(0, 4));
    first.append(rows(0, 9));
    first.append(rows(3, 9));
    assertExactly(10);
  }

  @Test
  void manyWritersOfTheSameAtATimeAddItOnce_R19() throws Exception {
    List<Thread> writers = new ArrayList<>();
    List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int writer = 0; writer < 4; writer++) {
      Random random = new Random(writer);
      Ledger<EventRow> ledger = EventRow.ledger(clickhouse);
      Thread thread =
          Thread.ofPlatform()
              .unstarted(
                  () -> {
                    for (int from = 0; from < 100; ) {
                      int to = Math.min(99, from + random.nextInt(20));
                      ledger.append(rows(from, to));
                      from = to + 1;
                    }
                  });
      thread.setUncaughtExceptionHandler((dead, failure) -> failures.add(failure));
      writers.add(thread);
    }
    writers.forEach(Thread::start);
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(failures).isEmpty();
    assertExactly(100);
  }

  @Test
  void aTopicThatWasMadeAnewCountsAnew_R19() {
    TopicIdPartition anew = new TopicIdPartition(Uuid.randomUuid(), PARTITION);
    Ledger<EventRow> ledger = EventRow.ledger(clickhouse);
    ledger.append(rows(0, 9));
    assertThat(ledger.positions(Set.of(anew))).isEmpty();
    ledger.append(rows(anew, 0, 0, 4));
    // Of the topic that is gone: whoever read it may be late.
    EventRow.ledger(clickhouse).append(rows(5, 12));
    assertThat(EventRow.ledger(clickhouse).positions(Set.of(anew)))
        .containsEntry(PARTITION, new Position(5, 0));
    assertThat(count("SELECT count() FROM event")).isEqualTo(18);
  }

  @Test
  void whatTookThePlaceOfLostRecordsCountsAndWhoReadThoseIsLate_R19() {
    Ledger<EventRow> zombie = EventRow.ledger(clickhouse);
    Ledger<EventRow> heir = EventRow.ledger(clickhouse);
    zombie.append(rows(0, 9));
    // The log was cut at 6, and goes on under another leader.
    heir.append(rows(LOG, 1, 6, 7));
    assertThat(heir.positions(Set.of(LOG))).containsEntry(PARTITION, new Position(8, 1));
    zombie.append(rows(10, 14));
    heir.append(rows(LOG, 1, 6, 11));
    assertThat(zombie.positions(Set.of(LOG))).containsEntry(PARTITION, new Position(12, 1));
    assertThat(count("SELECT count() FROM event")).isEqualTo(16);
  }

  @Test
  void goesOnBehindRowsOfBeforeIdsWereKept() throws Exception {
    for (String sql :
        List.of(
            "ALTER TABLE event DROP PROJECTION position",
            "ALTER TABLE event DROP COLUMN topic_id",
            "ALTER TABLE event RENAME COLUMN leader_epoch TO era",
            "ALTER TABLE event ADD PROJECTION position"
                + " (SELECT topic, partition, era, max(place) GROUP BY topic, partition, era)",
            "TRUNCATE TABLE schema_version",
            "INSERT INTO schema_version (file) VALUES ('V1__events.sql')",
            // A topic that was made anew once: 20 of the first, 10 of the second.
            "INSERT INTO event (block, topic, partition, era, place, at) SELECT 1, 't', 3,"
                + " if(number < 20, 0, 1), number % 20, now() FROM numbers(30)")) {
      clickhouse.execute(sql);
    }
    try (Cluster newer = new Cluster(env)) {
      newer.start(new AnalyticsSpec());
      Ledger<EventRow> ledger = EventRow.ledger(clickhouse);
      assertThat(ledger.positions(Set.of(LOG)))
          .containsEntry(PARTITION, new Position(10, Position.NO_EPOCH));
      Ledger<EventRow> told = EventRow.ledger(clickhouse);
      // Ran out of time: what is left is of the same log.
      told.disown(Map.of(PARTITION, new Gap(10, 12)));
      assertThat(told.positions(Set.of(LOG))).containsKey(PARTITION);
      // Ends before it.
      told.disown(Map.of(PARTITION, new Gap(10, 0)));
      assertThat(told.positions(Set.of(LOG))).isEmpty();
      ledger.append(rows(LOG, 7, 5, 14));
      assertThat(ledger.positions(Set.of(LOG))).containsEntry(PARTITION, new Position(15, 7));
      assertThat(count("SELECT count() FROM event")).isEqualTo(35);
      // The old rows say nothing of a topic that was made anew since.
      TopicIdPartition anew = new TopicIdPartition(Uuid.randomUuid(), PARTITION);
      ledger.append(rows(anew, 0, 0, 4));
      assertThat(count("SELECT count() FROM event")).isEqualTo(40);
      assertThat(EventRow.ledger(clickhouse).positions(Set.of(anew)))
          .containsEntry(PARTITION, new Position(5, 0));
    }
  }

  @Test
  void countsGoWithTheirRows() {
    Ledger<EventRow> ledger = EventRow.ledger(clickhouse);
    // Rows of 1970 are older than anything is kept.
    ledger.append(rows(LOG, 0, 0, 99, 0));
    ledger.append(rows(100, 109));
    String counted =
        "SELECT sum(n) FROM (SELECT actor_id, kind, toStartOfDay(at), count() AS n FROM event"
            + " GROUP BY actor_id, kind, toStartOfDay(at)) SETTINGS force_optimize_projection = 1";
    clickhouse.execute("OPTIMIZE TABLE event FINAL");
    assertThat(count("SELECT count() FROM event")).isEqualTo(10);
    assertThat(count(counted)).isEqualTo(10);
  }

  private void assertExactly(long rows) {
    assertThat(count("SELECT count() FROM event")).isEqualTo(rows);
    assertThat(count("SELECT uniqExact(place) FROM event")).isEqualTo(rows);
    assertThat(count("SELECT max(place) + 1 FROM event")).isEqualTo(rows);
  }

  private long count(String sql) {
    return clickhouse.query(sql, row -> row.getLong(1)).getFirst();
  }

  private static List<EventRow> rows(long from, long to) {
    return rows(LOG, 0, from, to);
  }

  private static List<EventRow> rows(TopicIdPartition log, int epoch, long from, long to) {
    return rows(log, epoch, from, to, System.currentTimeMillis());
  }

  private static List<EventRow> rows(
      TopicIdPartition log, int epoch, long from, long to, long atMs) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(
            place ->
                new EventRow(
                    new Place(log, epoch, place),
                    place,
                    atMs,
                    Kind.LIKE,
                    1,
                    0,
                    2,
                    3,
                    0,
                    0,
                    List.of("it's", "\\")))
        .toList();
  }
}
