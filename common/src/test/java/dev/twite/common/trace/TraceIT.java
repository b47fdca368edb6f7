package dev.twite.common.trace;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.kafka.Topic;
import dev.twite.common.ops.Version;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TraceCollector;
import dev.twite.common.testing.TraceCollector.Seen;
import io.opentelemetry.proto.trace.v1.Span.Link;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A request through every place where spans are made. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceIT {
  private static final String CLIENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
  private static final String FRONT = "svc-front";
  private static final String BACK = "svc-sample";

  private final HttpClient client = HttpClient.newHttpClient();
  private final TraceCollector collector = new TraceCollector();
  private final int port = Cluster.freePort();
  private final TestEnv env =
      new TestEnv()
          .postgres("sample")
          .redis()
          .kafka()
          .set("TRACING", "otlp")
          .set("OTLP_ENDPOINT", collector.url())
          .set("TRACE_SAMPLE", "1")
          .set("INSTANCE", "here-1")
          .set("FRONT_HTTP_PORT", Integer.toString(port));
  private final Cluster cluster = new Cluster(env);
  private String topic;

  @BeforeAll
  void start() throws Exception {
    topic = env.asMap().get("TWITE_KAFKA_PREFIX") + Topic.TWEET.baseName();
    cluster.start(new BackSpec());
    cluster.start(new FrontSpec());
  }

  @AfterAll
  void stop() {
    cluster.close();
    // Only now is nothing queued any more that could have held it.
    String bytes = collector.bytes();
    collector.close();
    assertThat(bytes).doesNotContain("canary");
  }

  @Test
  void aRequestIsOneTraceThroughEveryPlace() throws Exception {
    String traceId = Traceparent.of(CLIENT).orElseThrow().traceId();
    assertThat(post("/v1/things/one", "hello", CLIENT).statusCode()).isEqualTo(201);
    // The last to come: the statement of who handles the event.
    eventually(() -> assertThat(named(traceId)).contains("SELECT", "process " + topic, "redis"));
    Seen http = one(traceId, FRONT, "POST /v1/things/{name}");
    assertThat(http.parent()).isEqualTo("b7ad6b7169203331");
    assertThat(http.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
    assertThat(http.resource())
        .containsEntry("service.instance.id", "here-1")
        .containsEntry("service.version", Version.current());
    assertThat(http.attributes())
        .containsEntry("http.request.method", "POST")
        .containsEntry("http.route", "/v1/things/{name}")
        .containsEntry("http.response.status_code", "201");
    String method = "twite.feed.v1.Feed/GetHome";
    Seen call = one(traceId, FRONT, method);
    assertThat(call.parent()).isEqualTo(http.id());
    assertThat(call.kind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
    assertThat(call.attributes())
        .containsEntry("rpc.system.name", "grpc")
        .containsEntry("rpc.method", method)
        .containsEntry("rpc.response.status_code", "OK")
        .containsEntry("server.address", BACK);
    Seen handling = one(traceId, BACK, method);
    assertThat(handling.parent()).isEqualTo(call.id());
    assertThat(handling.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
    Seen insert = one(traceId, BACK, "INSERT thing");
    assertThat(insert.parent()).isEqualTo(handling.id());
    assertThat(insert.attributes())
        .containsEntry("db.system.name", "postgresql")
        .containsEntry("db.namespace", "sample")
        .containsEntry("db.query.summary", "INSERT thing")
        .containsEntry("code.function.name", BackSpec.ThingDao.class.getName() + ".add");
    assertThat(one(traceId, BACK, "INSERT outbox").parent()).isEqualTo(handling.id());
    assertThat(one(traceId, BACK, "redis").parent()).isEqualTo(handling.id());
    // An event comes at least once.
    List<Seen> sends = all(traceId, BACK, "send " + topic);
    assertThat(sends)
        .allSatisfy(
            send -> {
              assertThat(send.parent()).isEqualTo(handling.id());
              assertThat(send.kind()).isEqualTo(SpanKind.SPAN_KIND_PRODUCER);
            });
    List<Seen> processes = all(traceId, BACK, "process " + topic);
    assertThat(processes)
        .allSatisfy(
            process -> {
              assertThat(process.parent()).isIn(sends.stream().map(Seen::id).toList());
              assertThat(process.kind()).isEqualTo(SpanKind.SPAN_KIND_CONSUMER);
              assertThat(process.attributes())
                  .containsEntry("messaging.system", "kafka")
                  .containsEntry("messaging.destination.name", topic)
                  .containsKeys("messaging.consumer.group.name", "messaging.message.id");
            });
    assertThat(all(traceId, BACK, "SELECT"))
        .allSatisfy(
            select -> assertThat(select.parent()).isIn(processes.stream().map(Seen::id).toList()));
    // Who handles many at once is in a trace of its own.
    eventually(() -> assertThat(linkedTo(sends.getFirst())).isNotNull());
    assertThat(linkedTo(sends.getFirst()).traceId()).isNotEqualTo(traceId);
    assertThat(linkedTo(sends.getFirst()).parent()).isEmpty();
  }

  @Test
  void whatPeopleSaySeekAndAreStaysOutOfSpans_S22() throws Exception {
    post("/v1/things/canary-path?q=canary-query", "canary-text", CLIENT.replace("0af7", "ffff"));
    // Fails with a message of its own.
    String broken = "x".repeat(BackSpec.TOO_LONG);
    HttpResponse<String> failed =
        post("/v1/things/canary-path", broken, CLIENT.replace("0af7", "eeee"));
    assertThat(failed.statusCode()).isEqualTo(500);
    eventually(
        () ->
            assertThat(collector.spans())
                .anySatisfy(
                    span -> {
                      assertThat(span.traceId()).startsWith("eeee");
                      assertThat(span.service()).isEqualTo(FRONT);
                      assertThat(span.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
                      assertThat(span.span().getStatus().getCode())
                          .isEqualTo(StatusCode.STATUS_CODE_ERROR);
                      assertThat(span.attributes()).containsEntry("error.type", "internal");
                    }));
    eventually(
        () ->
            assertThat(collector.spans())
                .anySatisfy(
                    span -> {
                      assertThat(span.traceId()).startsWith("ffff");
                      assertThat(span.name()).startsWith("process ");
                    }));
    assertThat(collector.bytes()).contains("POST /v1/things/{name}");
  }

  private Set<String> named(String traceId) {
    return collector.spansOf(traceId).stream().map(Seen::name).collect(Collectors.toSet());
  }

  private List<Seen> all(String traceId, String service, String name) {
    List<Seen> found =
        collector.spansOf(traceId).stream()
            .filter(span -> span.service().equals(service) && span.name().equals(name))
            .toList();
    assertThat(found).as("%s of %s", name, service).isNotEmpty();
    return found;
  }

  private Seen one(String traceId, String service, String name) {
    assertThat(all(traceId, service, name)).hasSize(1);
    return all(traceId, service, name).getFirst();
  }

  private Seen linkedTo(Seen other) {
    return collector.spans().stream()
        .filter(
            span ->
                span.span().getLinksList().stream()
                    .map(Link::getSpanId)
                    .anyMatch(id -> HexFormat.of().formatHex(id.toByteArray()).equals(other.id())))
        .findFirst()
        .orElse(null);
  }

  private HttpResponse<String> post(String path, String text, String traceparent) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer canary-token")
            .header("traceparent", traceparent)
            .POST(BodyPublishers.ofString("{\"text\":\"" + text + "\"}"))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
