package dev.twite.gateway;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.notification.v1.NotificationType;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Notifications as a client sees them. */
final class NotificationsIT {
  private static final List<Long> PEOPLE = LongStream.rangeClosed(7001, 7014).boxed().toList();

  private static Gateways gateways;
  private static Client anyone;

  @BeforeAll
  static void start() throws Exception {
    gateways = Gateways.with();
    anyone = gateways.client();
    PEOPLE.forEach(gateways.others.profile::add);
  }

  @AfterAll
  static void stop() {
    gateways.close();
  }

  @Test
  void groupsHaveTheirPeopleAndTheirTweet() {
    Client reader = Gateways.signedUp(anyone, "grouped");
    long id = idOf(reader);
    long tweet = gateways.others.tweets.add(id, "the liked one");
    long like = gateways.others.notifications.add(id, NotificationType.LIKE, tweet, PEOPLE);
    gateways.others.notifications.add(id, NotificationType.FOLLOW, 0, PEOPLE.subList(0, 1));
    JsonNode data = reader.get("/v1/notifications").body().path("data");
    assertThat(data).hasSize(2);
    JsonNode follow = data.get(0);
    assertThat(follow.path("type").asText()).isEqualTo("follow");
    assertThat(follow.path("tweet").isNull()).isTrue();
    assertThat(follow.path("actors").get(0).path("handle").asText()).isEqualTo("u7001");
    JsonNode group = data.get(1);
    assertThat(group.path("id").asText()).isEqualTo(Long.toString(like));
    assertThat(group.path("type").asText()).isEqualTo("like");
    assertThat(group.path("actors")).hasSize(5);
    assertThat(group.path("actors_count").asInt()).isEqualTo(14);
    assertThat(group.path("tweet").path("text").asText()).isEqualTo("the liked one");
    assertThat(group.path("created_at").asText()).isEqualTo("2026-01-15T09:02:38.417Z");
    assertThat(group.path("read").asBoolean()).isFalse();
  }

  @Test
  void whatIsAboutTweetsOrPeopleThatAreGoneIsLeftOutAndThePageFilledUp_S4() {
    Client reader = Gateways.signedUp(anyone, "leftover");
    long id = idOf(reader);
    long tweet = gateways.others.tweets.add(PEOPLE.getFirst(), "still here");
    long kept =
        gateways.others.notifications.add(
            id, NotificationType.MENTION, tweet, PEOPLE.subList(0, 1));
    gateways.others.notifications.add(id, NotificationType.MENTION, tweet, List.of(6_666L));
    for (int i = 0; i < 4; i++) {
      gateways.others.notifications.add(
          id, NotificationType.REPLY, 4_444 + i, PEOPLE.subList(0, 1));
    }
    Answer page = reader.get("/v1/notifications?limit=3");
    assertThat(page.body().path("data")).hasSize(1);
    assertThat(page.body().path("data").get(0).path("id").asText()).isEqualTo(Long.toString(kept));
    assertThat(page.body().path("next_cursor").isNull()).isTrue();
  }

  @Test
  void readingIsMarkedAndCounted() {
    Client reader = Gateways.signedUp(anyone, "marker");
    long id = idOf(reader);
    long first =
        gateways.others.notifications.add(id, NotificationType.FOLLOW, 0, PEOPLE.subList(0, 1));
    gateways.others.notifications.add(id, NotificationType.FOLLOW, 0, PEOPLE.subList(1, 2));
    assertThat(unread(reader)).isEqualTo(2);
    assertThat(mark(reader, "{'up_to_id':'%d'}".formatted(first)).path("count").asInt())
        .isEqualTo(1);
    JsonNode data = reader.get("/v1/notifications").body().path("data");
    assertThat(data.get(0).path("read").asBoolean(true)).isFalse();
    assertThat(data.get(1).path("read").asBoolean()).isTrue();
    assertThat(mark(reader, "{'up_to_id':'0'}").path("count").asInt()).isZero();
    assertThat(mark(reader, "{}").path("count").asInt()).isZero();
    assertThat(unread(reader)).isZero();
    assertThat(reader.send("PUT", "/v1/notifications/read", "{'up_to_id':'x'}").faults())
        .containsExactly("up_to_id:invalid_format");
    assertThat(reader.send("PUT", "/v1/notifications/read", "{'up_to_id':5}").faults())
        .containsExactly("up_to_id:invalid_type");
  }

  @Test
  void settingsAreMergedAndBothServicesKeepTheirs() {
    Client owner = Gateways.signedUp(anyone, "settler");
    assertThat(settings(owner))
        .isEqualTo(
            json(
                """
                {'types':{'like':true,'retweet':true,'reply':true,'mention':true,'quote':true,
                'follow':true},'only_followed':false,'email':{'mention':true,'reply':true,
                'quote':false,'follow':false,'new_sign_in':true,'digest':'daily'}}
                """));
    String change =
        "{'types':{'like':false},'only_followed':true,'email':{'quote':true,'digest':'weekly'}}";
    assertThat(put(owner, change).status()).isEqualTo(200);
    JsonNode now = settings(owner);
    eventually(() -> assertThat(put(owner, change).body()).isEqualTo(now));
    assertThat(now)
        .isEqualTo(
            json(
                """
                {'types':{'like':false,'retweet':true,'reply':true,'mention':true,'quote':true,
                'follow':true},'only_followed':true,'email':{'mention':true,'reply':true,
                'quote':true,'follow':false,'new_sign_in':true,'digest':'weekly'}}
                """));
    // What was read may be sent back.
    eventually(() -> assertThat(put(owner, now.toString()).body()).isEqualTo(now));
    eventually(() -> assertThat(put(owner, "{}").body()).isEqualTo(now));
  }

  @Test
  void faultsInSettingsAreNamedAndChangeNothing() {
    Client owner = Gateways.signedUp(anyone, "faulty");
    JsonNode before = settings(owner);
    assertThat(put(owner, "{'types':{'dislike':true}}").faults())
        .containsExactly("types.dislike:unknown_field");
    assertThat(put(owner, "{'email':{'sms':true}}").faults())
        .containsExactly("email.sms:unknown_field");
    assertThat(put(owner, "{'only_followed':'yes'}").faults())
        .containsExactly("only_followed:invalid_type");
    assertThat(put(owner, "{'types':{'like':false},'email':{'digest':'hourly'}}").faults())
        .containsExactly("email.digest:invalid_value");
    assertThat(settings(owner)).isEqualTo(before);
  }

  @Test
  void withoutMailTheOtherSettingsStillWork() {
    Client owner = Gateways.signedUp(anyone, "mailless");
    for (String method : List.of("GetEmailSettings", "UpdateEmailSettings")) {
      gateways.others.probe.intervene(
          method,
          context -> {
            throw TwiteException.of(ErrorCode.UNAVAILABLE);
          });
    }
    try {
      JsonNode settings = owner.get("/v1/notifications/settings").body();
      assertThat(settings.path("email").isNull()).isTrue();
      assertThat(settings.path("types").path("like").asBoolean()).isTrue();
      assertThat(
              put(owner, "{'types':{'like':false}}")
                  .body()
                  .path("types")
                  .path("like")
                  .asBoolean(true))
          .isFalse();
      Answer refused = put(owner, "{'types':{'quote':false},'email':{'quote':true}}");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("unavailable");
    } finally {
      gateways.others.probe.leaveAlone("GetEmailSettings");
      gateways.others.probe.leaveAlone("UpdateEmailSettings");
    }
    assertThat(
            owner.get("/v1/notifications/settings").body().path("types").path("quote").asBoolean())
        .isTrue();
  }

  /** With what svc-email has; it is given a second, and a busy machine may leave it out. */
  private static JsonNode settings(Client owner) {
    JsonNode[] found = new JsonNode[1];
    eventually(
        () -> {
          found[0] = owner.get("/v1/notifications/settings").body();
          assertThat(found[0].path("email").isObject()).isTrue();
        });
    return found[0];
  }

  private static Answer put(Client owner, String body) {
    return owner.send("PUT", "/v1/notifications/settings", body);
  }

  private static JsonNode mark(Client reader, String body) {
    Answer answer = reader.send("PUT", "/v1/notifications/read", body);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  private static int unread(Client reader) {
    return reader.get("/v1/notifications/unread-count").body().path("count").asInt(-1);
  }

  private static long idOf(Client reader) {
    return Long.parseLong(reader.get("/v1/me").body().path("id").asText());
  }

  private static JsonNode json(String text) {
    return Client.parse(text.replace('\'', '"'));
  }
}
