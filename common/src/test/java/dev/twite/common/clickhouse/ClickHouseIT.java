package dev.twite.common.clickhouse;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.TestEnv;
import dev.twite.embedded.ClickHouseServer;
import dev.twite.embedded.TestServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official driver against the engine. */
class ClickHouseIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ClickHouse clickhouse;

  @BeforeAll
  static void requireClickHouse() {
    TestEnv.requireClickHouse();
  }

  @AfterEach
  void stop() {
    if (clickhouse != null) {
      clickhouse.stop();
    }
  }

  @Test
  void whatGoesInComesOut() throws Exception {
    clickhouse = started(new TestEnv().clickhouse().asMap());
    String hard = "it's \\ \"x\" ? \t\n \u0000 ü 🐦";
    add("", List.of(1L, Long.MAX_VALUE), hard);
    assertThat(
            clickhouse.query(
                "SELECT id, name, arrayStringConcat(tags, '|') FROM thing WHERE name = ? ORDER BY id",
                row -> row.getLong(1) + " " + row.getString(2) + " " + row.getString(3),
                hard))
        .containsExactly("1 " + hard + " a|b'c", Long.MAX_VALUE + " " + hard + " a|b'c");
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void migratesOnceAndHarmlesslyTwice() throws Exception {
    Map<String, String> env = new TestEnv().clickhouse().asMap();
    clickhouse = started(env);
    add("", List.of(1L), "kept");
    clickhouse.stop();
    clickhouse = started(env);
    assertThat(count()).isEqualTo(1);
    assertThat(clickhouse.query("SELECT count() FROM schema_version", row -> row.getLong(1)))
        .containsExactly(1L);
  }

  /**
   * clickhouse-java#2548: since 0.8.6 a statement that was used again inserted its old rows too.
   */
  @Test
  void noInsertBringsRowsOfAnEarlierOne() throws Exception {
    clickhouse = started(new TestEnv().clickhouse().asMap());
    for (long id = 1; id <= 5; id++) {
      add("", List.of(id), "once");
    }
    assertThat(count()).isEqualTo(5);
  }

  @Test
  void aTokenMakesARepeatedInsertHarmless() throws Exception {
    clickhouse = started(new TestEnv().clickhouse().asMap());
    String token = "SETTINGS insert_deduplication_token = '7', async_insert = 0";
    add(token, List.of(1L, 2L), "first");
    add(token, List.of(3L, 4L, 5L), "second");
    assertThat(clickhouse.query("SELECT DISTINCT name FROM thing", row -> row.getString(1)))
        .containsExactly("first");
  }

  @Test
  void aRefusalIsNoOutage() throws Exception {
    clickhouse = started(new TestEnv().clickhouse().asMap());
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> clickhouse.query("SELECT nonsense", row -> row.getLong(1)))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(count()).isZero();
  }

  @Test
  void aClickHouseThatHangsIsAnOutageAndSoonRefusedAtOnce_R11() throws Exception {
    try (ClickHouseServer server = TestServers.newClickHouse()) {
      Map<String, String> env = new HashMap<>(new TestEnv().clickhouse(server).asMap());
      env.put("TWITE_CLICKHOUSE_TIMEOUT", "2s");
      clickhouse = started(env);
      assertThat(count()).isZero();
      server.pause();
      for (int i = 0; i < 3; i++) {
        assertUnavailable();
      }
      assertThat(clickhouse.isAway()).isTrue();
      server.resume();
      within(PATIENCE, () -> assertThat(count()).isZero());
      server.kill();
      assertUnavailable();
      server.start();
      within(PATIENCE, () -> assertThat(count()).isZero());
    }
  }

  private void assertUnavailable() {
    assertThatThrownBy(this::count)
        .isInstanceOfSatisfying(
            TwiteException.class,
            thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  private static ClickHouse started(Map<String, String> env) throws InterruptedException {
    ClickHouseConfig config = ClickHouseConfig.from(new ConfigReader("sample", env));
    ClickHouse made =
        new ClickHouse(
            config,
            new ClickHouseMigrations(config, "sql/things", List.of("V1__things.sql")),
            new Metrics("sample"));
    made.start();
    return made;
  }

  private void add(String settings, List<Long> ids, String name) {
    clickhouse.insert(
        "INSERT INTO thing (id, name, tags) " + settings + " VALUES (?, ?, ?)",
        ids,
        (row, id) -> {
          row.setLong(1, id);
          row.setString(2, name);
          row.setArray(3, row.getConnection().createArrayOf("String", new Object[] {"a", "b'c"}));
        });
  }

  private long count() {
    return clickhouse.query("SELECT count() FROM thing", row -> row.getLong(1)).getFirst();
  }

  @Test
  void insertsThousandsInOneBlock() throws Exception {
    clickhouse = started(new TestEnv().clickhouse().asMap());
    add("", LongStream.rangeClosed(1, 20_000).boxed().toList(), "many");
    assertThat(
            clickhouse.query(
                "SELECT count() FROM system.parts WHERE database = ? AND table = 'thing' AND active",
                row -> row.getLong(1),
                clickhouse.database()))
        .containsExactly(1L);
    assertThat(count()).isEqualTo(20_000);
  }
}
