package dev.twite.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.Role;
import dev.twite.common.identity.User;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.trace.HttpSpans;
import dev.twite.common.trace.TraceConfig;
import dev.twite.common.trace.TraceSpan;
import dev.twite.common.trace.Tracing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.MDC;

/** What the encoders get to see. */
class LineTest {
  private final LoggerContext context = new LoggerContext();
  private final List<Line> shipped = new ArrayList<>();
  private final List<ILoggingEvent> written = new ArrayList<>();
  private final LogScope scope = new LogScope("tweet", "tweet-1", 1, shipped::add);
  private final Logger log = logger();

  @Test
  void aLineHasWhoseItIs() throws Exception {
    CallContext.withRequest("req-1", "")
        .run(
            () ->
                CallContext.withUser(new User(42, 1, Role.USER))
                    .run(
                        () ->
                            scope.run(() -> log.atInfo().addKeyValue("n", 7).log("Hello {}", 1))));
    JsonNode json = json(written.getFirst());
    assertThat(json.path("service").asText()).isEqualTo("tweet");
    assertThat(json.path("instance").asText()).isEqualTo("tweet-1");
    assertThat(json.path("request_id").asText()).isEqualTo("req-1");
    assertThat(json.path("user_id").asText()).isEqualTo("42");
    assertThat(json.path("message").asText()).isEqualTo("Hello 1");
    assertThat(json.path("n").asText()).isEqualTo("7");
    assertThat(shipped).hasSize(1).first().isSameAs(written.getFirst());
  }

  @Test
  void aLineOfWhatIsRecordedLeadsToItsTrace() throws Exception {
    TraceConfig config = new TraceConfig(TraceConfig.Mode.OTLP, "http://127.0.0.1:1", 1);
    try (Tracing tracing = Tracing.open(config, "here-1", new Metrics("tweet"))) {
      TraceSpan span = HttpSpans.begin(tracing, "GET", "/", Optional.empty());
      CallContext.withRequest("req-1", span).run(() -> scope.run(() -> log.info("Hello")));
      span.end();
      assertThat(json(written.getFirst()).path("trace_id").asText())
          .hasSize(32)
          .isEqualTo(span.traceId());
      assertThat(shipped.getFirst().fields()).containsEntry("trace_id", span.traceId());
    }
    CallContext.withRequest("req-2", CallContext.newTraceparent()).run(() -> log.info("Hello"));
    assertThat(json(written.getLast()).has("trace_id")).isFalse();
  }

  @Test
  void nothingForgesALineAndNothingSecretIsInOne_S22() throws Exception {
    MDC.put("peer", "203.0.113.7\nx");
    MDC.put("password", "canary-1");
    Exception cause = new IllegalStateException("Key (email)=(canary-2@example.org)\nERROR forged");
    scope.run(
        () ->
            log.error(
                "password={} \r\nERROR forged", "canary-3", new RuntimeException("a", cause)));
    MDC.clear();
    String text = text(written.getFirst());
    String json =
        new String(new JsonLogEncoder().encode(written.getFirst()), StandardCharsets.UTF_8);
    for (String all : List.of(text, json)) {
      assertThat(all).doesNotContain("canary").doesNotContain("203.0.113.7");
      assertThat(all.lines()).noneMatch(line -> line.startsWith("ERROR forged"));
      assertThat(all).contains("IllegalStateException").contains("[e-mail]");
    }
    assertThat(json.strip().lines()).hasSize(1);
    assertThat(written.getFirst().getArgumentArray()).isNull();
  }

  @Test
  void aThreadHasTheScopeOfTheOneThatMadeIt() throws Exception {
    List<Thread> threads = new ArrayList<>();
    scope.run(
        () -> {
          threads.add(Thread.ofVirtual().unstarted(() -> log.info("virtual")));
          threads.add(Thread.ofPlatform().unstarted(() -> log.info("platform")));
          threads.add(
              LogScope.unshipped(() -> Thread.ofPlatform().unstarted(() -> log.info("quiet"))));
        });
    for (Thread thread : threads) {
      thread.start();
      thread.join();
    }
    log.info("nobody's");
    assertThat(written)
        .extracting(event -> ((Line) event).scope().service())
        .containsExactly("tweet", "tweet", "tweet", "");
    assertThat(shipped).extracting(Line::message).containsExactly("virtual", "platform");
  }

  @Test
  void aRequestIsKeptWholeOrNotAtAll() {
    LogScope half = new LogScope("a", "a", 0.5, line -> {});
    LogScope other = new LogScope("b", "b", 0.5, line -> {});
    int kept = 0;
    for (int i = 0; i < 2_000; i++) {
      String id = CallContext.newRequestId();
      assertThat(half.keeps(id)).isEqualTo(other.keeps(id));
      kept += half.keeps(id) ? 1 : 0;
    }
    assertThat(kept).isBetween(800, 1_200);
    assertThat(new LogScope("a", "a", 0, line -> {}).keeps("x")).isFalse();
  }

  private Logger logger() {
    AppenderBase<ILoggingEvent> end =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            written.add(event);
          }
        };
    end.start();
    LineAppender door = new LineAppender();
    door.setContext(context);
    door.addAppender(end);
    door.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    context.setMDCAdapter(MDC.getMDCAdapter());
    root.addAppender(door);
    return root;
  }

  private static JsonNode json(ILoggingEvent event) throws Exception {
    return new ObjectMapper().readTree(new JsonLogEncoder().encode(event));
  }

  private String text(ILoggingEvent event) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%level %msg %X{peer} %X{password}%n%ex{full}");
    encoder.start();
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }
}
