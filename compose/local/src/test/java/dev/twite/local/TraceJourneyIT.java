package dev.twite.local;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.TraceCollector;
import dev.twite.common.testing.TraceCollector.Seen;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a collector of traces is told of people's requests, and what it is not. */
@Tag("verify")
class TraceJourneyIT {
  private static final String CREATE = "twite.tweet.v1.TweetService/CreateTweet";

  private final TraceCollector collector = new TraceCollector();
  private Town town;

  @BeforeEach
  void start() throws Exception {
    Map<String, String> env = new HashMap<>(Town.PATIENT);
    env.put("TWITE_TRACING", "otlp");
    env.put("TWITE_OTLP_ENDPOINT", collector.url());
    env.put("TWITE_TRACE_SAMPLE", "1");
    Path folder = Files.createTempDirectory(Path.of("target"), "town-").toAbsolutePath();
    town = Town.oneProcess(folder, env);
  }

  @AfterEach
  void stop() {
    town.close();
    collector.close();
  }

  @Test
  void aTweetIsOneTraceFromTheDoorToTheTimelineAndNamesNobody_S22() throws Exception {
    // Also in their e-mail addresses and passwords.
    Resident ada = Resident.moveIn(town.url(), "canary");
    Resident bob = Resident.moveIn(town.url(), "canary");
    bob.follow(ada);
    ada.tweet("canary, the first");
    assertThat(bob.login().status()).isEqualTo(200);
    assertThat(bob.get("/v1/search/tweets?q=canary").status()).isEqualTo(200);
    // The last to come of the tweet; what is queued besides comes when all is stopped.
    eventually(() -> assertThat(fedTraces()).isNotEmpty());
    town.close();
    String trace = fedTraces().getFirst();
    Seen door = only(trace, "svc-gateway", "POST /v1/tweets");
    assertThat(door.parent()).isEmpty();
    assertThat(door.attributes()).containsEntry("http.response.status_code", "201");
    Seen call = only(trace, "svc-gateway", CREATE);
    assertThat(call.parent()).isEqualTo(door.id());
    Seen tweet = only(trace, "svc-tweet", CREATE);
    assertThat(tweet.parent()).isEqualTo(call.id());
    assertThat(collector.spansOf(trace))
        .filteredOn(span -> span.name().equals("INSERT outbox"))
        .singleElement()
        .satisfies(
            insert -> {
              assertThat(insert.service()).isEqualTo("svc-tweet");
              assertThat(insert.parent()).isEqualTo(tweet.id());
            });
    // At least once.
    List<Seen> sends =
        collector.spansOf(trace).stream()
            .filter(span -> span.kind() == SpanKind.SPAN_KIND_PRODUCER)
            .filter(span -> span.service().equals("svc-tweet"))
            .toList();
    assertThat(sends)
        .isNotEmpty()
        .allSatisfy(send -> assertThat(send.parent()).isEqualTo(tweet.id()));
    assertThat(collector.spansOf(trace))
        .filteredOn(TraceJourneyIT::isFeeding)
        .anySatisfy(
            feeding -> assertThat(feeding.parent()).isIn(sends.stream().map(Seen::id).toList()));
    // People's words, addresses, passwords, searches and tokens.
    assertThat(collector.bytes())
        .contains("POST /v1/auth/register", "POST /v1/auth/login", "GET /v1/search/tweets")
        .doesNotContain("canary", "example.org")
        .doesNotContainPattern("eyJ[\\w-]{10}");
  }

  private List<String> fedTraces() {
    List<String> tweeted =
        collector.spans().stream()
            .filter(span -> span.name().equals(CREATE))
            .map(Seen::traceId)
            .toList();
    return collector.spans().stream()
        .filter(TraceJourneyIT::isFeeding)
        .map(Seen::traceId)
        .filter(tweeted::contains)
        .toList();
  }

  private static boolean isFeeding(Seen span) {
    return span.service().equals("svc-feed") && span.kind() == SpanKind.SPAN_KIND_CONSUMER;
  }

  private Seen only(String trace, String service, String name) {
    assertThat(all(trace, service, name)).hasSize(1);
    return all(trace, service, name).getFirst();
  }

  private List<Seen> all(String trace, String service, String name) {
    return collector.spansOf(trace).stream()
        .filter(span -> span.service().equals(service) && span.name().equals(name))
        .toList();
  }
}
