package dev.twite.gateway;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.common.boot.RunningService;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.kafka.LossyProducer;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TopicReader;
import dev.twite.gateway.fake.FakeAnalytics;
import dev.twite.proto.analytics.v1.Bucket;
import dev.twite.proto.analytics.v1.ReportRequest;
import dev.twite.proto.events.v1.TweetsViewed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reports as a client sees them, and views as they are told of. */
final class AnalyticsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Gateways gateways;
  private static RunningService gateway;
  private static Client anyone;
  private static Client someone;

  @BeforeAll
  static void start() throws Exception {
    gateways = Gateways.with();
    TestEnv env = gateways.env.kafka();
    try (Admin admin =
        Admin.create(
            java.util.Map.of("bootstrap.servers", env.asMap().get("TWITE_KAFKA_BOOTSTRAP")))) {
      String topic = env.asMap().get("TWITE_KAFKA_PREFIX") + Topic.IMPRESSION.baseName();
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    gateway = gateways.start();
    anyone = Gateways.clientOf(gateway);
    someone = Gateways.signedUp(anyone, "analyst");
  }

  @AfterAll
  static void stop() {
    gateways.close();
  }

  @Test
  void aReportIsJsonOrCsv() {
    JsonNode row = someone.get("/v1/analytics/me").body().path("data").get(0);
    assertThat(row.path("time").asText()).isEqualTo("2026-01-15T00:00:00.000Z");
    assertThat(row.path("followers_lost").asInt()).isEqualTo(6);
    String csv =
        "time,tweets,likes_received,replies_received,retweets_received,followers_gained,"
            + "followers_lost,impressions\r\n2026-01-15T00:00:00.000Z,1,2,3,4,5,6,7\r\n";
    assertThat(someone.get("/v1/analytics/me?format=csv").text()).isEqualTo(csv);
    Answer accepted = someone.send("GET", "/v1/analytics/me", null, "Accept", "text/csv");
    assertThat(accepted.text()).isEqualTo(csv);
    assertThat(accepted.header("Content-Type")).startsWith("text/csv");
    assertThat(
            someone
                .send("GET", "/v1/analytics/me", null, "Accept", "application/json, text/csv")
                .body()
                .has("data"))
        .isTrue();
    String tweet = "/v1/analytics/tweets/" + FakeAnalytics.TWEET;
    assertThat(someone.get(tweet).body().path("data").get(0).path("readers").asInt()).isEqualTo(8);
    assertThat(someone.get("/v1/analytics/tweets/1").code()).isEqualTo("tweet_not_found");
  }

  @Test
  void theRangeIsOfDatesOrTimesAndFaultsAreNamed() {
    someone.get("/v1/analytics/me?from=2026-01-01&to=2026-01-02T01:00:00%2B01:00&bucket=hour");
    assertThat(gateways.others.analytics.lastAsked())
        .isEqualTo(
            ReportRequest.newBuilder()
                .setFromMs(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli())
                .setToMs(Instant.parse("2026-01-02T00:00:00Z").toEpochMilli())
                .setBucket(Bucket.HOUR)
                .build());
    assertThat(someone.get("/v1/analytics/me?from=yesterday").faults())
        .containsExactly("from:invalid_format");
    assertThat(someone.get("/v1/analytics/me?to=2026-02-30").faults())
        .containsExactly("to:invalid_format");
    assertThat(someone.get("/v1/analytics/me?bucket=week").faults())
        .containsExactly("bucket:invalid_value");
    assertThat(someone.get("/v1/analytics/me?format=xml").faults())
        .containsExactly("format:invalid_value");
  }

  @Test
  void thePlatformIsForAdminsOnly_S2() {
    Client admin =
        anyone.as(
            gateways
                .others
                .auth
                .mint()
                .token(9_001, 9_002)
                .withClaim("role", "admin")
                .sign(gateways.others.auth.mint().algorithm()));
    JsonNode report = admin.get("/v1/analytics/platform").body();
    assertThat(report.path("weekly_active").asInt()).isEqualTo(4);
    assertThat(report.path("retention").get(0).path("active")).hasSize(2);
    assertThat(admin.get("/v1/analytics/platform?format=csv").text())
        .startsWith("time,active_users,sign_ups,")
        .contains("2026-01-15T00:00:00.000Z,3,");
    assertThat(someone.get("/v1/analytics/platform").code()).isEqualTo("forbidden");
  }

  @Test
  void whereAnalyticsIsAwayItSaysSo() {
    gateways.others.probe.intervene(
        "ReportAccount",
        context -> {
          throw TwiteException.of(ErrorCode.UNAVAILABLE);
        });
    try {
      Answer away = someone.get("/v1/analytics/me");
      assertThat(away.status()).isEqualTo(503);
      assertThat(away.code()).isEqualTo("unavailable");
    } finally {
      gateways.others.probe.leaveAlone("ReportAccount");
    }
  }

  @Test
  void viewsAreToldOfButNotThoseOfOnesOwn() throws Exception {
    long me = Long.parseLong(someone.get("/v1/me").body().path("id").asText());
    gateways.others.profile.add(7_700);
    long theirs = gateways.others.tweets.add(7_700, "seen");
    long mine = gateways.others.tweets.add(me, "my own");
    assertThat(someone.get("/v1/tweets/" + mine).status()).isEqualTo(200);
    assertThat(someone.get("/v1/tweets/" + theirs).status()).isEqualTo(200);
    assertThat(anyone.get("/v1/tweets/" + theirs).status()).isEqualTo(200);
    try (TopicReader reader = new TopicReader(gateways.env, Topic.IMPRESSION)) {
      within(
          PATIENCE,
          () ->
              assertThat(
                      reader.poll().stream()
                          .map(record -> view(record.value()))
                          .filter(view -> view.getAuthorIdsList().contains(7_700L)))
                  .containsExactlyInAnyOrder(viewed(me, theirs), viewed(0, theirs)));
      assertThat(reader.poll().stream().map(record -> view(record.value())))
          .noneMatch(view -> view.getTweetIdsList().contains(mine));
    }
  }

  @Test
  void withoutKafkaNothingIsSlowerAndWhatIsLostIsCounted_R11() throws Exception {
    Gateways lonely = Gateways.with("KAFKA_BOOTSTRAP", "127.0.0.1:1");
    try {
      RunningService without = lonely.start();
      Client client = Gateways.clientOf(without);
      lonely.others.profile.add(7_701);
      long tweet = lonely.others.tweets.add(7_701, "seen");
      for (int i = 0; i < 20; i++) {
        assertThat(client.get("/v1/tweets/" + tweet).status()).isEqualTo(200);
      }
      within(
          PATIENCE,
          () -> assertThat(without.get(LossyProducer.class).count("failed")).isEqualTo(20));
      assertThat(client.get("/readyz").status()).isEqualTo(200);
    } finally {
      lonely.close();
    }
  }

  private static TweetsViewed viewed(long viewer, long tweet) {
    return TweetsViewed.newBuilder()
        .setViewerId(viewer)
        .addTweetIds(tweet)
        .addAuthorIds(7_700)
        .setWeight(1)
        .build();
  }

  private static TweetsViewed view(byte[] value) {
    try {
      return TweetsViewed.parseFrom(value);
    } catch (com.google.protobuf.InvalidProtocolBufferException malformed) {
      throw new IllegalStateException(malformed);
    }
  }
}
