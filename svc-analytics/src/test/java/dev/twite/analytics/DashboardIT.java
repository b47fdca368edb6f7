package dev.twite.analytics;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twite.analytics.testing.Crowd;
import dev.twite.analytics.testing.Publisher;
import dev.twite.analytics.testing.Tables;
import dev.twite.common.boot.RunningService;
import dev.twite.common.clickhouse.ClickHouse;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.events.v1.LikeCreated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Grafana's dashboards ask ClickHouse, of the tables as they are. */
class DashboardIT {
  private static final Path DASHBOARDS = Path.of("../compose/grafana/dashboards");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int EVENTS = 800;
  private static final int PEOPLE = 30;

  private final long now = System.currentTimeMillis();
  private final long begin = now - Duration.ofDays(10).toMillis();
  private final Crowd crowd = new Crowd(7, begin, now, PEOPLE);
  private final TestEnv env = new TestEnv().clickhouse().kafka().set("ANALYTICS_LINGER", "100ms");
  private final Cluster cluster = new Cluster(env);
  private ClickHouse clickhouse;

  /**
   * A question of a panel.
   *
   * @param time whether its first column is to be the time
   */
  private record Question(String panel, String type, boolean time, String sql) {}

  @BeforeEach
  void start() throws Exception {
    RunningService service = cluster.start(new AnalyticsSpec());
    clickhouse = service.get(ClickHouse.class);
    try (Publisher publisher = new Publisher(env)) {
      publisher.publish(crowd.until(EVENTS));
    }
    within(
        PATIENCE,
        () -> assertThat(Tables.of(service).events()).isEqualTo(new Tables.Size(EVENTS, EVENTS)));
    within(PATIENCE, () -> assertThat(Tables.of(service).impressions().events()).isGreaterThan(0));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void everyPanelHasAnAnswer() throws Exception {
    Map<String, List<List<Object>>> answers = new LinkedHashMap<>();
    for (Question question : questions()) {
      List<List<Object>> rows =
          clickhouse.query(worded(question.sql()), row -> read(row, question));
      assertThat(rows).as(question.panel()).isNotEmpty();
      if (!question.time()) {
        List<Object> first = rows.getFirst();
        assertThat(((Number) first.getLast()).longValue()).as(question.panel()).isPositive();
      }
      if (question.type().equals("stat")) {
        assertThat(rows).as(question.panel()).hasSize(1);
      }
      answers.put(question.panel(), rows);
    }
    assertThat(number(answers, "Registrations")).isEqualTo(PEOPLE);
    assertThat(number(answers, "Likes"))
        .isEqualTo(
            crowd.all().stream().filter(one -> one.payload() instanceof LikeCreated).count());
    assertThat(answers.get("Active people").getFirst().getFirst()).hasToString("" + PEOPLE);
    assertThat(answers.get("Likes and follows")).hasSizeBetween(9, 12);
    assertThat(answers.get("Hashtags").getFirst().getFirst().toString()).startsWith("#");
  }

  private static long number(Map<String, List<List<Object>>> answers, String panel) {
    return ((Number) answers.get(panel).getFirst().getFirst()).longValue();
  }

  private static List<Object> read(ResultSet row, Question question) throws SQLException {
    List<Object> values = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      values.add(row.getObject(i));
    }
    if (question.time()) {
      assertThat(row.getMetaData().getColumnLabel(1)).as(question.panel()).isEqualTo("time");
      assertThat(row.getMetaData().getColumnType(1))
          .as(question.panel())
          .isIn(Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE);
    }
    return values;
  }

  /** As the data source fills in its macros. */
  private String worded(String sql) {
    String from = "toDateTime(" + begin / 1000 + ")";
    String to = "toDateTime(" + now / 1000 + ")";
    String worded =
        sql.replaceAll("\\$__timeFilter\\((\\w+)\\)", "$1 >= \\$__fromTime AND $1 <= \\$__toTime")
            .replaceAll("\\$__fromTime\\b", from)
            .replaceAll("\\$__toTime\\b", to);
    assertThat(worded).as("macros that this test knows").doesNotContain("$");
    return worded;
  }

  private static List<Question> questions() throws Exception {
    List<Question> questions = new ArrayList<>();
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      for (Path file : files.sorted().toList()) {
        for (JsonNode panel : new ObjectMapper().readTree(file.toFile()).path("panels")) {
          for (JsonNode target : panel.path("targets")) {
            if (target.path("datasource").path("uid").asText().equals("clickhouse")) {
              questions.add(
                  new Question(
                      panel.path("title").asText(),
                      panel.path("type").asText(),
                      target.path("queryType").asText().equals("timeseries"),
                      target.path("rawSql").asText()));
            }
          }
        }
      }
    }
    assertThat(questions).hasSizeGreaterThan(10);
    return questions;
  }
}
