package dev.twite.common.trace;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.twite.common.config.ConfigException;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TraceCollector;
import io.opentelemetry.api.trace.SpanKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Which traces are recorded, and what becomes of their spans. */
class TracingTest {
  private static final String SAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String UNSAMPLED = SAMPLED.replaceAll("01$", "00");

  private final Metrics metrics = new Metrics("tweet");

  @Test
  void aClientNamesTheTraceButDoesNotDecideWhetherItIsRecorded() {
    try (TraceCollector collector = new TraceCollector();
        Tracing none = open(collector.url(), 0);
        Tracing all = open(collector.url(), 1)) {
      for (int i = 0; i < 1_000; i++) {
        TraceSpan span = none.outside("GET /", Optional.of(SAMPLED));
        assertThat(span.isRecorded()).isFalse();
        // Those behind would follow the flag.
        assertThat(span.traceparent()).isEqualTo(UNSAMPLED);
      }
      TraceSpan span = all.outside("GET /", Optional.of(UNSAMPLED));
      assertThat(span.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
      assertThat(span.traceparent()).endsWith("-01").isNotEqualTo(SAMPLED);
      span.end();
      eventually(() -> assertThat(collector.spans()).hasSize(1));
      assertThat(collector.spans().getFirst().parent()).isEqualTo("b7ad6b7169203331");
    }
  }

  @Test
  void oneOfATraceIdThatIsChosenIsRecordedAsOftenAsAnyOther() {
    try (TraceCollector collector = new TraceCollector();
        Tracing tracing = open(collector.url(), 0.5)) {
      // A sampler that goes by the trace id would take all of these or none.
      long recorded = 0;
      for (int i = 0; i < 2_000; i++) {
        recorded += tracing.outside("GET /", Optional.of(SAMPLED)).isRecorded() ? 1 : 0;
      }
      // 0.5 ± 9 standard deviations.
      assertThat(recorded).isBetween(800L, 1_200L);
    }
  }

  @Test
  void insideTheFirstDecisionHolds() {
    try (TraceCollector collector = new TraceCollector();
        Tracing none = open(collector.url(), 0);
        Tracing all = open(collector.url(), 1)) {
      assertThat(none.inside("a", SpanKind.SERVER, SAMPLED).isRecorded()).isTrue();
      assertThat(all.inside("a", SpanKind.SERVER, UNSAMPLED).isRecorded()).isFalse();
      assertThat(all.inside("a", SpanKind.SERVER, "").isRecorded()).isFalse();
      assertThat(all.inside("a", SpanKind.SERVER, null).isRecorded()).isTrue();
      assertThat(all.continued("a", SpanKind.CONSUMER, null).isRecorded()).isFalse();
      assertThat(all.joined("a", SpanKind.CONSUMER, List.of("", UNSAMPLED)).isRecorded()).isFalse();
      assertThat(none.joined("a", SpanKind.CONSUMER, List.of("", SAMPLED)).isRecorded()).isTrue();
    }
  }

  @Test
  void offRecordsNothingAndCarriesTheTraceOn() {
    Tracing off = Tracing.off();
    TraceSpan named = off.outside("GET /", Optional.of(SAMPLED));
    assertThat(named.isRecorded()).isFalse();
    assertThat(named.traceparent()).isEqualTo(UNSAMPLED);
    assertThat(off.outside("GET /", Optional.of("nonsense")).traceparent())
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    // Other services may record.
    assertThat(off.inside("a", SpanKind.SERVER, SAMPLED).traceparent()).isEqualTo(SAMPLED);
    assertThat(named.child("b", SpanKind.CLIENT)).isSameAs(TraceSpan.NONE);
  }

  @Test
  void whatHasEndedGoesOutWhenTheLastServiceOfAProcessStops() {
    try (TraceCollector collector = new TraceCollector()) {
      Tracing tweet = open(collector.url(), 1);
      Tracing feed =
          Tracing.open(
              new TraceConfig(TraceConfig.Mode.OTLP, collector.url(), 1),
              "here-1",
              new Metrics("feed"));
      for (int i = 0; i < 700; i++) {
        tweet.outside("GET /", Optional.empty()).end();
      }
      tweet.close();
      feed.outside("GET /", Optional.empty()).end();
      feed.close();
      assertThat(collector.spans()).hasSize(701);
      Set<String> services = new HashSet<>();
      collector.spans().forEach(span -> services.add(span.service()));
      assertThat(services).containsExactlyInAnyOrder("svc-tweet", "svc-feed");
      assertThat(count("sent")).isEqualTo(700);
    }
  }

  @Test
  void aCollectorThatIsAwayCostsItsSpansAndNothingElse() {
    Tracing tracing = open("http://127.0.0.1:" + Cluster.freePort(), 1);
    for (int i = 0; i < 20; i++) {
      tracing.outside("GET /", Optional.empty()).end();
    }
    eventually(() -> assertThat(count("failed")).isEqualTo(20));
    tracing.close();
    assertThat(count("sent")).isZero();
  }

  @Test
  void aCollectorThatHangsHoldsNobodyUpAndTheQueueIsBounded() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    HttpServer hanging =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hanging.createContext(
        "/",
        exchange -> {
          try {
            release.await();
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        });
    hanging.start();
    Tracing tracing = open("http://127.0.0.1:" + hanging.getAddress().getPort(), 1);
    int many = 30_000;
    for (int i = 0; i < many; i++) {
      tracing.outside("GET /", Optional.empty()).end();
    }
    // Room for 8,192 and one batch in work; the rest was dropped at once.
    assertThat(count("full")).isPositive();
    long begin = System.nanoTime();
    tracing.close();
    // Five seconds of last words; a busy machine may stop a thread for ten.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    release.countDown();
    hanging.stop(0);
    eventually(() -> assertThat(count("full") + count("failed") + count("sent")).isEqualTo(many));
  }

  @Test
  void anErrorIsKnownByItsKindAlone_S22() {
    try (TraceCollector collector = new TraceCollector();
        Tracing tracing = open(collector.url(), 1)) {
      TraceSpan own = tracing.outside("GET /own", Optional.empty());
      HttpSpans.refused(own, ErrorCode.OVERLOADED);
      own.end();
      TraceSpan theirs = tracing.outside("GET /theirs", Optional.empty());
      HttpSpans.refused(theirs, ErrorCode.NOT_FOUND);
      theirs.end();
      tracing
          .outside("GET /thrown", Optional.empty())
          .failed(new IllegalStateException("canary"))
          .end();
      eventually(() -> assertThat(collector.spans()).hasSize(3));
      assertThat(attribute(collector, "GET /own", "error.type")).isEqualTo("overloaded");
      assertThat(attribute(collector, "GET /theirs", "error.type")).isNull();
      assertThat(attribute(collector, "GET /theirs", "twite.error.code")).isEqualTo("not_found");
      assertThat(attribute(collector, "GET /thrown", "error.type"))
          .isEqualTo("java.lang.IllegalStateException");
      assertThat(collector.bytes()).doesNotContain("canary");
    }
  }

  @Test
  void settingsAreReadAndFaultsNamed() {
    TraceConfig usual = TraceConfig.from(new ConfigReader("tweet", Map.of()));
    assertThat(usual)
        .isEqualTo(new TraceConfig(TraceConfig.Mode.OFF, "http://127.0.0.1:4318", 0.01));
    TraceConfig set =
        TraceConfig.from(
            new ConfigReader(
                "tweet",
                Map.of(
                    "TWITE_TRACING", "otlp",
                    "TWITE_OTLP_ENDPOINT", "http://jaeger:4318/",
                    "TWITE_TRACE_SAMPLE", "0.5")));
    assertThat(set).isEqualTo(new TraceConfig(TraceConfig.Mode.OTLP, "http://jaeger:4318", 0.5));
    ConfigReader faulty =
        new ConfigReader(
            "tweet",
            Map.of(
                "TWITE_TRACING", "otlp",
                "TWITE_OTLP_ENDPOINT", "jaeger:4318",
                "TWITE_TRACE_SAMPLE", "2"));
    TraceConfig.from(faulty);
    Assertions.assertThatThrownBy(faulty::finish)
        .isInstanceOfSatisfying(
            ConfigException.class,
            thrown ->
                assertThat(thrown.faults())
                    .anySatisfy(fault -> assertThat(fault).contains("TWITE_OTLP_ENDPOINT"))
                    .anySatisfy(fault -> assertThat(fault).contains("TWITE_TRACE_SAMPLE"))
                    .hasSize(2));
  }

  private Tracing open(String endpoint, double share) {
    return Tracing.open(new TraceConfig(TraceConfig.Mode.OTLP, endpoint, share), "here-1", metrics);
  }

  private double count(String outcome) {
    Double value =
        metrics
            .registry()
            .getSampleValue(
                "twite_trace_spans_total", new String[] {"outcome"}, new String[] {outcome});
    return value == null ? 0 : value;
  }

  private static String attribute(TraceCollector collector, String name, String key) {
    return collector.find("svc-tweet", name).orElseThrow().attributes().get(key);
  }
}
