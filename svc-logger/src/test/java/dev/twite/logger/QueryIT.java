package dev.twite.logger;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.logger.testing.Lines.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.logger.testing.FakeLoki;
import dev.twite.logger.testing.Lines;
import dev.twite.proto.logger.v1.Filter;
import dev.twite.proto.logger.v1.LogLine;
import dev.twite.proto.logger.v1.LoggerGrpc;
import dev.twite.proto.logger.v1.QueryRequest;
import dev.twite.proto.logger.v1.QueryResponse;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same questions to both stores have the same answers. */
class QueryIT {
  private static final long NOW_MS = System.currentTimeMillis();
  private static final long BEGIN_NS = (NOW_MS - 60_000) * 1_000_000;
  private static final String NASTY =
      "it's 100% \"quoted\" \\ back_slash ? {x:String}\n\tÜber 🐦 `;--";

  private final List<LogLine> all = new ArrayList<>();
  private FakeLoki loki;
  private Cluster cluster;
  private LoggerGrpc.LoggerBlockingStub logger;

  enum Store {
    LOKI,
    CLICKHOUSE
  }

  @AfterEach
  void stop() {
    if (cluster != null) {
      cluster.close();
    }
    if (loki != null) {
      loki.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everythingIsFoundByWhatItHas(Store store) throws Exception {
    start(store);
    assertThat(query(Filter.getDefaultInstance())).containsExactlyElementsOf(newestFirst(all));
    assertThat(query(Filter.newBuilder().addServices("feed").build()))
        .isNotEmpty()
        .containsExactlyElementsOf(
            newestFirst(all.stream().filter(one -> one.getService().equals("feed")).toList()));
    assertThat(query(Filter.newBuilder().setLeastLevel("WARN").build()))
        .hasSize(2)
        .allMatch(one -> !one.getLevel().equals("INFO"));
    assertThat(query(Filter.newBuilder().setRequestId("req-3").build())).hasSize(10);
    assertThat(query(Filter.newBuilder().setUserId(42).build())).hasSize(1);
    for (String text :
        List.of(
            "100%", "\"QUOTED\"", "\\ back", "k_s", "? {x", "\n\tü", "über 🐦", "`;--", "it's")) {
      assertThat(query(Filter.newBuilder().setText(text).build()))
          .as(text)
          .extracting(LogLine::getMessage)
          .containsExactly(NASTY);
    }
    assertThat(query(Filter.newBuilder().setText("DEEP in the stack").build())).hasSize(1);
    for (String nowhere : List.of("100_", "%", "' OR 1=1 --", "x\"} |= \"", "backXslash")) {
      int found = nowhere.equals("%") ? 1 : 0;
      assertThat(query(Filter.newBuilder().setText(nowhere).build())).as(nowhere).hasSize(found);
    }
  }

  @ParameterizedTest
  @EnumSource
  void pagesNeitherRepeatNorSkip(Store store) throws Exception {
    start(store);
    for (boolean oldestFirst : new boolean[] {false, true}) {
      for (int limit : new int[] {1, 3, 7, 1_000}) {
        List<LogLine> seen = new ArrayList<>();
        String cursor = "";
        do {
          QueryResponse page =
              logger.query(
                  QueryRequest.newBuilder()
                      .setLimit(limit)
                      .setCursor(cursor)
                      .setOldestFirst(oldestFirst)
                      .build());
          assertThat(page.getLinesCount()).isLessThanOrEqualTo(limit);
          seen.addAll(page.getLinesList());
          // Else a page that repeats itself would never end.
          assertThat(seen).hasSizeLessThanOrEqualTo(all.size());
          cursor = page.getNextCursor();
        } while (!cursor.isEmpty());
        List<LogLine> expected = newestFirst(all);
        assertThat(seen)
            .as("%s, limit %s, oldest first %s", store, limit, oldestFirst)
            .containsExactlyElementsOf(oldestFirst ? expected.reversed() : expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoMayNotAskIsRefusedAndWhatMakesNoSenseIsNamed(Store store) throws Exception {
    start(store);
    LoggerGrpc.LoggerBlockingStub gateway =
        LoggerGrpc.newBlockingStub(
            cluster.channel("gateway", "logger", LoggerGrpc.getServiceDescriptor()));
    assertThatThrownBy(() -> gateway.query(QueryRequest.getDefaultInstance()))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("PERMISSION_DENIED");
    for (QueryRequest wrong :
        List.of(
            QueryRequest.newBuilder().setLimit(1_001).build(),
            QueryRequest.newBuilder().setFromMs(5).setToMs(5).build(),
            QueryRequest.newBuilder().setFromMs(1).build(),
            QueryRequest.newBuilder().setCursor("x").build(),
            filtered(Filter.newBuilder().setLeastLevel("warn")),
            filtered(Filter.newBuilder().addServices("a\"}")),
            filtered(Filter.newBuilder().setText("x".repeat(201))),
            filtered(Filter.newBuilder().setRequestId("a b")))) {
      assertThatThrownBy(() -> logger.query(wrong))
          .as(wrong.toString())
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageContaining("INVALID_ARGUMENT");
    }
  }

  private static QueryRequest filtered(Filter.Builder filter) {
    return QueryRequest.newBuilder().setFilter(filter).build();
  }

  private void start(Store store) throws Exception {
    TestEnv env = new TestEnv().kafka().set("LOGGER_LINGER", "50ms");
    if (store == Store.LOKI) {
      loki = new FakeLoki();
      env.set("LOKI_URL", loki.url());
    } else {
      env.clickhouse();
    }
    cluster = new Cluster(env);
    cluster.start(new LoggerSpec());
    logger =
        LoggerGrpc.newBlockingStub(
            cluster.channel("admin", "logger", LoggerGrpc.getServiceDescriptor()));
    try (Lines lines = new Lines(env)) {
      // Ten a moment, in four moments.
      for (int i = 0; i < 40; i++) {
        all.add(
            line(BEGIN_NS + i / 10, i % 3 == 0 ? "feed" : "tweet", "INFO", "line " + i).toBuilder()
                .setRequestId("req-" + i / 10)
                .build());
      }
      all.add(
          line(BEGIN_NS + 50, "tweet", "WARN", NASTY).toBuilder()
              .setUserId(42)
              .putFields("shard", "a'b\\\"c")
              .build());
      all.add(
          line(BEGIN_NS + 60, "auth", "ERROR", "boom").toBuilder()
              .setStack("java.lang.Exception: deep in the Stack\n\tat x.y(Z.java)\n")
              .build());
      lines.publish(all.subList(0, 20));
      lines.publish(all.subList(20, all.size()));
    }
    eventually(() -> assertThat(query(Filter.getDefaultInstance())).hasSize(all.size()));
  }

  private List<LogLine> query(Filter filter) {
    return logger
        .query(QueryRequest.newBuilder().setFilter(filter).setLimit(1_000).build())
        .getLinesList();
  }

  private static List<LogLine> newestFirst(List<LogLine> lines) {
    return lines.stream().sorted(Comparator.comparing(Cursor::of).reversed()).toList();
  }
}
