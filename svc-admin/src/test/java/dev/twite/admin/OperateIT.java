package dev.twite.admin;

import static dev.twite.admin.AdminFixture.asAdmin;
import static dev.twite.admin.AdminFixture.codeOf;
import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.twite.admin.operate.DeadLetterDepth;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.EventProducer;
import dev.twite.common.kafka.Topic;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TopicReader;
import dev.twite.proto.admin.v1.DeadLetter;
import dev.twite.proto.admin.v1.DeadLettersRequest;
import dev.twite.proto.admin.v1.DeadLettersResponse;
import dev.twite.proto.admin.v1.GetHealthRequest;
import dev.twite.proto.admin.v1.ListDeadLetterTopicsRequest;
import dev.twite.proto.admin.v1.ListDeadLettersRequest;
import dev.twite.proto.admin.v1.ReconcileRequest;
import dev.twite.proto.admin.v1.ReconcileResponse;
import dev.twite.proto.admin.v1.ServiceHealth;
import dev.twite.proto.events.v1.UserCreated;
import dev.twite.proto.logger.v1.QueryRequest;
import dev.twite.proto.logger.v1.TailRequest;
import dev.twite.proto.logger.v1.TailResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Health, logs, counts and dead letters. */
class OperateIT {
  private static AdminFixture fixture;
  private static String origin;
  private static HttpServer slow;

  @BeforeAll
  static void start() throws Exception {
    int port = Cluster.freePort();
    // Answers with headers, and never with a body.
    slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    slow.createContext("/version", exchange -> exchange.sendResponseHeaders(200, 0));
    slow.start();
    fixture =
        new AdminFixture(
            new TestEnv()
                .postgres("admin")
                .kafka()
                .set("ADMIN_OPS_PORT", Integer.toString(port))
                .set(
                    "ADMIN_OPS",
                    "admin=127.0.0.1:"
                        + port
                        + ",gone=127.0.0.1:1,slow=127.0.0.1:"
                        + slow.getAddress().getPort()));
    origin = fixture.env.asMap().get("TWITE_KAFKA_PREFIX") + Topic.USER.baseName();
  }

  @AfterAll
  static void stop() {
    fixture.close();
    slow.stop(0);
  }

  @Test
  void healthIsAskedOfEveryServiceAndOneThatIsAwayHoldsUpNobody() {
    eventually(
        () -> {
          List<ServiceHealth> services = health();
          assertThat(services)
              .extracting(ServiceHealth::getService)
              .containsExactly("admin", "gone", "slow");
          ServiceHealth self = services.getFirst();
          assertThat(self.getReady()).as("%s", self).isTrue();
          assertThat(self.getVersion()).isNotEmpty();
          assertThat(self.getRequestsTotal()).isPositive();
          assertThat(self.getP99S()).isPositive();
          assertThat(self.getHeapBytes()).isPositive();
          assertThat(services.get(1).getAlive()).isFalse();
          assertThat(services.get(1).getFaultsList()).containsExactly("Does not answer");
        });
  }

  @Test
  void anAnswerThatNeverEndsIsGivenUp() {
    ServiceHealth slow = health().getLast();
    assertThat(slow.getAlive()).isFalse();
    assertThat(slow.getFaultsList()).containsExactly("Did not answer in time");
  }

  private static List<ServiceHealth> health() {
    return asAdmin(() -> fixture.admin.getHealth(GetHealthRequest.getDefaultInstance()))
        .getServicesList();
  }

  @Test
  void countsAreHeldAgainstWhatTheyCountWhereSomebodyAnswers() {
    ReconcileResponse answer =
        asAdmin(() -> fixture.admin.reconcile(ReconcileRequest.getDefaultInstance()));
    assertThat(answer.getSilentList()).containsExactly("gone", "slow");
  }

  @Test
  void logsComeFromTheirOwner() {
    assertThat(
            asAdmin(() -> fixture.admin.queryLogs(QueryRequest.getDefaultInstance()))
                .getLines(0)
                .getMessage())
        .isEqualTo("A line");
    List<TailResponse> lines = new ArrayList<>();
    asAdmin(
        () -> {
          fixture.admin.tailLogs(TailRequest.getDefaultInstance()).forEachRemaining(lines::add);
          return lines;
        });
    assertThat(lines).extracting(TailResponse::getMissed).containsExactly(0L, 2L);
  }

  @Test
  void aDeadLetterIsReplayedOnceUnderItsOwnIdOrDropped() throws Exception {
    for (long id : List.of(71L, 72L, 73L)) {
      bury(id, "profile");
    }
    String topic = origin + ".dlt";
    eventually(() -> assertThat(list(topic)).hasSize(3));
    assertThat(
            asAdmin(
                    () ->
                        fixture.admin.listDeadLetterTopics(
                            ListDeadLetterTopicsRequest.getDefaultInstance()))
                .getTopicsList())
        .anySatisfy(
            one -> {
              assertThat(one.getTopic()).isEqualTo(topic);
              assertThat(one.getRecords()).isEqualTo(3);
              assertThat(one.getNewestAtMs()).isPositive();
            });
    DeadLetter first = list(topic).getFirst();
    assertThat(first.getEventId()).isEqualTo("71");
    assertThat(first.getGroup()).isEqualTo("profile");
    assertThat(first.getError()).isEqualTo("java.lang.IllegalStateException");
    assertThat(first.getSummary()).contains("\"user_id\":\"71\"").doesNotContain("Canary");
    DeadLettersRequest one =
        DeadLettersRequest.newBuilder().setTopic(topic).addIds(first.getId()).build();

    assertThat(asAdmin(() -> fixture.admin.replayDeadLetters(one)).getDone()).isEqualTo(1);
    assertThat(asAdmin(() -> fixture.admin.replayDeadLetters(one)).getDone()).isZero();
    assertThat(asAdmin(() -> fixture.admin.dropDeadLetters(one)).getDone()).isZero();

    try (TopicReader back = new TopicReader(fixture.env, Topic.USER)) {
      eventually(() -> assertThat(eventIds(back)).contains("71").doesNotContain("72", "73"));
      assertThat(UserCreated.parseFrom(back.poll().getFirst().value()).getName())
          .isEqualTo("Canary");
      assertThat(list(topic)).extracting(DeadLetter::getEventId).containsExactly("72", "73");
      DeadLettersRequest all = DeadLettersRequest.newBuilder().setTopic(topic).build();
      assertThat(asAdmin(() -> fixture.admin.dropDeadLetters(all)).getDone()).isEqualTo(2);
      assertThat(list(topic)).isEmpty();
      assertThat(asAdmin(() -> fixture.admin.replayDeadLetters(all)).getDone()).isZero();
      assertThat(eventIds(back)).containsOnlyOnce("71").doesNotContain("72", "73");
    }
  }

  @Test
  void lettersNobodyHasDealtWithAreMeasured() throws Exception {
    bury(61, "profile");
    bury(62, "profile");
    String topic = origin + ".dlt";
    eventually(() -> assertThat(list(topic)).hasSize(2));
    DeadLetterDepth depth = fixture.service.get(DeadLetterDepth.class);
    depth.count();
    assertThat(measured(topic)).isEqualTo(2);
    DeadLettersRequest all = DeadLettersRequest.newBuilder().setTopic(topic).build();
    assertThat(asAdmin(() -> fixture.admin.dropDeadLetters(all)).getDone()).isEqualTo(2);
    depth.count();
    assertThat(measured(topic)).isZero();
  }

  private static Double measured(String topic) {
    return fixture
        .service
        .get(Metrics.class)
        .registry()
        .getSampleValue("twite_dlt_records", new String[] {"topic"}, new String[] {topic});
  }

  @Test
  void whatSeveralGroupsGaveUpGoesOutOnceForAllItsLetters() throws Exception {
    bury(81, "follow");
    bury(81, "search");
    String topic = origin + ".dlt";
    eventually(() -> assertThat(list(topic)).hasSize(2));
    DeadLettersRequest all = DeadLettersRequest.newBuilder().setTopic(topic).build();
    try (TopicReader back = new TopicReader(fixture.env, Topic.USER)) {
      long before = back.size();
      assertThat(asAdmin(() -> fixture.admin.replayDeadLetters(all)).getDone()).isEqualTo(2);
      assertThat(list(topic)).isEmpty();
      eventually(() -> assertThat(fixture.count("SELECT count(*) FROM outbox")).isZero());
      assertThat(eventIds(back)).contains("81");
      assertThat(back.size()).isEqualTo(before + 1);
    }
  }

  @Test
  void aLetterThatIsReplayedByItsIdTakesThoseOfTheOtherGroupsWithIt() throws Exception {
    bury(85, "follow");
    bury(86, "follow");
    bury(85, "search");
    String topic = origin + ".dlt";
    eventually(() -> assertThat(list(topic)).hasSize(3));
    DeadLettersRequest last =
        DeadLettersRequest.newBuilder()
            .setTopic(topic)
            .addIds(list(topic).getLast().getId())
            .build();
    try (TopicReader back = new TopicReader(fixture.env, Topic.USER)) {
      long before = back.size();
      assertThat(asAdmin(() -> fixture.admin.replayDeadLetters(last)).getDone()).isEqualTo(2);
      assertThat(list(topic)).extracting(DeadLetter::getEventId).containsExactly("86");
      eventually(() -> assertThat(fixture.count("SELECT count(*) FROM outbox")).isZero());
      assertThat(back.size()).isEqualTo(before + 1);
    }
    DeadLettersRequest all = DeadLettersRequest.newBuilder().setTopic(topic).build();
    assertThat(asAdmin(() -> fixture.admin.dropDeadLetters(all)).getDone()).isEqualTo(1);
  }

  @Test
  void whatIsOlderThanTopicsKeepEventsIsNotReplayed() throws Exception {
    Instant longAgo = fixture.clock.instant().minus(Duration.ofDays(8));
    bury(91, "follow", longAgo);
    String topic = origin + ".dlt";
    eventually(() -> assertThat(list(topic)).hasSize(1));
    DeadLettersRequest all = DeadLettersRequest.newBuilder().setTopic(topic).build();
    DeadLettersRequest one = all.toBuilder().addIds(list(topic).getFirst().getId()).build();
    assertThat(codeOf(() -> asAdmin(() -> fixture.admin.replayDeadLetters(one))))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    DeadLettersResponse answer = asAdmin(() -> fixture.admin.replayDeadLetters(all));
    assertThat(answer.getDone()).isZero();
    assertThat(answer.getTooOld()).isEqualTo(1);
    assertThat(list(topic)).hasSize(1);
    assertThat(asAdmin(() -> fixture.admin.dropDeadLetters(one)).getDone()).isEqualTo(1);
  }

  private static List<String> eventIds(TopicReader topic) {
    return topic.all().stream().map(record -> TopicReader.header(record, "event-id")).toList();
  }

  @Test
  void onlyDeadLetterTopicsOfOursAreTouched() {
    assertThat(codeOf(() -> list(origin))).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(codeOf(() -> list("elsewhere.dlt"))).isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  private static List<DeadLetter> list(String topic) {
    return asAdmin(
        () ->
            fixture
                .admin
                .listDeadLetters(ListDeadLettersRequest.newBuilder().setTopic(topic).build())
                .getRecordsList());
  }

  /** As a consumer gives a record up. */
  private static void bury(long id, String group) throws Exception {
    bury(id, group, fixture.clock.instant());
  }

  private static void bury(long id, String group, Instant at) throws Exception {
    UserCreated event =
        UserCreated.newBuilder().setUserId(id).setHandle("canary").setName("Canary").build();
    ProducerRecord<byte[], byte[]> record =
        EventCodec.encode(origin + ".dlt", id, new Event(id, at, event, "r1", ""));
    Map.of(
            "dlt-topic",
            origin,
            "dlt-partition",
            "0",
            "dlt-offset",
            "5",
            "dlt-group",
            group,
            "dlt-error",
            "java.lang.IllegalStateException",
            "dlt-at",
            fixture.clock.instant().toString())
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    assertThat(fixture.service.get(EventProducer.class).send(List.of(record)))
        .containsExactly(true);
  }
}
