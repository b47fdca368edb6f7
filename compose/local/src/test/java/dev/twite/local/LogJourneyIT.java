package dev.twite.local;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.GrpcChannels;
import dev.twite.common.grpc.GrpcConfig;
import dev.twite.common.grpc.Transport;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.identity.ServiceIdentity;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.logger.v1.Filter;
import dev.twite.proto.logger.v1.LogLine;
import dev.twite.proto.logger.v1.LoggerGrpc;
import dev.twite.proto.logger.v1.QueryRequest;
import dev.twite.proto.logger.v1.QueryResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** What the log of all services says of requests, and what it never says. */
@ExtendWith(SharedTown.class)
class LogJourneyIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.twite");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Town town;
  private final GrpcChannels channels;
  private final LoggerGrpc.LoggerBlockingStub logger;

  LogJourneyIT(Town town) {
    TestEnv.requireClickHouse();
    this.town = town;
    ConfigReader config = new ConfigReader("admin", town.environment());
    channels =
        new GrpcChannels(
            Transport.inProcess("twite"),
            config,
            GrpcConfig.from(config),
            new CallTokens(ServiceIdentity.from(config), Clock.systemUTC()),
            GrpcChannels.Retries.NONE);
    logger = LoggerGrpc.newBlockingStub(channels.to("logger", LoggerGrpc.getServiceDescriptor()));
  }

  @AfterEach
  void stop() throws Exception {
    OURS.setLevel(Level.INFO);
    channels.stop();
  }

  @Test
  void aRequestIsFollowedThroughTheServices() throws Exception {
    JsonNode ada = register("journey", "correct horse journey", "journey@example.org");
    HttpResponse<String> tweet =
        post("/v1/tweets", Map.of("text", "Follow me"), token(ada), "journey-request-1");
    assertThat(tweet.statusCode()).isEqualTo(201);
    Filter mine = Filter.newBuilder().setRequestId("journey-request-1").build();
    within(
        PATIENCE,
        () ->
            assertThat(all(mine))
                .extracting(LogLine::getService)
                .contains("gateway", "tweet", "feed", "notification"));
    List<LogLine> lines = all(mine);
    long user = Long.parseUnsignedLong(ada.path("user").path("id").asText());
    assertThat(lines)
        .filteredOn(
            line -> line.getMessage().matches("POST /v1/tweets 201 .*|.*/CreateTweet OK .*"))
        .extracting(LogLine::getService, LogLine::getUserId)
        .containsExactlyInAnyOrder(tuple("gateway", user), tuple("tweet", user));
    // Events are nobody's call; of whom they tell is in them.
    assertThat(lines)
        .filteredOn(line -> line.getMessage().contains("TweetCreated"))
        .extracting(LogLine::getService)
        .contains("feed", "notification")
        .doesNotContain("gateway");
  }

  @Test
  void noSecretGetsIntoLogsDeadLettersOrMetrics_S22() throws Exception {
    OURS.setLevel(Level.TRACE);
    String email = "canary-4711@example.org";
    String password = "canary-password-4712";
    List<String> canaries = new ArrayList<>(List.of("canary-4711", "canary-password"));
    JsonNode session = register("secretive", password, email);
    canaries.add(token(session));
    canaries.add(session.path("refresh_token").asText());
    post("/v1/auth/register", registration("secretive", password, email), "", "canary-1");
    post("/v1/auth/login", Map.of("login", email, "password", password + "x"), "", "canary-2");
    post("/v1/auth/login", Map.of("login", email, "password", password), "", "canary-3");
    HttpResponse<String> fresh =
        post(
            "/v1/auth/refresh",
            Map.of("refresh_token", session.path("refresh_token").asText()),
            "",
            "canary-4");
    canaries.add(JSON.readTree(fresh.body()).path("refresh_token").asText());
    post("/v1/auth/refresh", Map.of("refresh_token", "canary-4713"), "", "canary-5");
    post("/v1/auth/password-reset", Map.of("email", email), "", "canary-6");
    post("/v1/tweets", Map.of("text", "x"), token(session) + "canary-4714", "canary-7");
    canaries.removeIf(String::isEmpty);
    assertThat(canaries).hasSizeGreaterThanOrEqualTo(4);
    // Lines of one process come in order.
    post("/v1/tweets", Map.of("text", "last"), token(session), "canary-last");
    within(
        PATIENCE,
        () ->
            assertThat(all(Filter.newBuilder().setRequestId("canary-last").build())).isNotEmpty());
    StringBuilder everything = new StringBuilder();
    all(Filter.getDefaultInstance()).forEach(everything::append);
    assertThat(everything).contains("POST /v1/auth/login");
    for (LocalService service : town.settings().services()) {
      int port = town.settings().ports().ops(service);
      everything.append(get("http://127.0.0.1:" + port + "/metrics"));
    }
    deadLetters().forEach(everything::append);
    String text = everything.toString();
    for (String canary : canaries) {
      // Request ids of ours aside.
      assertThat(text.replaceAll("canary-(\\d|last)\\b", "")).doesNotContain(canary);
    }
  }

  private List<LogLine> all(Filter filter) {
    List<LogLine> lines = new ArrayList<>();
    String cursor = "";
    do {
      QueryResponse page =
          logger.query(
              QueryRequest.newBuilder()
                  .setFilter(filter)
                  .setLimit(1_000)
                  .setCursor(cursor)
                  .build());
      lines.addAll(page.getLinesList());
      cursor = page.getNextCursor();
    } while (!cursor.isEmpty());
    return lines;
  }

  private List<String> deadLetters() throws Exception {
    Map<String, Object> kafka = Map.of("bootstrap.servers", town.kafka());
    List<String> letters = new ArrayList<>();
    try (Admin admin = Admin.create(kafka);
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          admin.listTopics().names().get().stream()
              .filter(name -> name.endsWith(".dlt"))
              .map(name -> new TopicPartition(name, 0))
              .toList();
      assertThat(all).isNotEmpty();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          letters.add(new String(record.value(), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return letters;
  }

  private static Map<String, String> registration(String name, String password, String email) {
    return Map.of("handle", name, "email", email, "password", password, "name", name);
  }

  private JsonNode register(String name, String password, String email) throws Exception {
    HttpResponse<String> answer =
        post("/v1/auth/register", registration(name, password, email), "", "register-" + name);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body());
  }

  private static String token(JsonNode session) {
    return session.path("access_token").asText();
  }

  private HttpResponse<String> post(
      String path, Map<String, String> body, String token, String requestId) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(town.url().resolve(path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", requestId)
            .header("X-Request-Id", requestId)
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private String get(String url) throws Exception {
    return client
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }
}
