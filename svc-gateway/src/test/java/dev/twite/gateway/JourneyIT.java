package dev.twite.gateway;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every route as a client uses it. The client checks each answer against the contract. */
final class JourneyIT {
  private static Gateways gateways;
  private static Client anyone;

  @BeforeAll
  static void start() throws Exception {
    gateways = Gateways.with();
    anyone = gateways.client();
  }

  @AfterAll
  static void stop() {
    gateways.close();
  }

  @Test
  void anAccountIsMadeAndCanReadItselfAtOnce() {
    Answer made = Gateways.session(anyone, "Wren");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().path("user").path("handle").asText()).isEqualTo("Wren");
    assertThat(made.body().path("token_type").asText()).isEqualTo("Bearer");
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    Client wren = anyone.as(made.body().path("access_token").asText());
    Answer me = wren.get("/v1/me");
    assertThat(me.body().path("name").asText()).isEqualTo("Wren");
    assertThat(me.body().path("relationship").path("following").asBoolean(true)).isFalse();
    assertThat(anyone.get("/v1/users/by-handle/wREN").body().path("id"))
        .isEqualTo(me.body().path("id"));
    assertThat(Gateways.session(anyone, "WREN").code()).isEqualTo("handle_taken");
    assertThat(anyone.get("/v1/users/by-handle/a%20b").code()).isEqualTo("user_not_found");
  }

  @Test
  void registeringIsSafeToRepeatWithAKey() {
    String body = "{'handle':'%s','email':'key@example.org','password':'12345678','name':'K'}";
    Answer first =
        anyone.post("/v1/auth/register", body.formatted("keyed"), "Idempotency-Key", "k-1");
    Answer again =
        anyone.post("/v1/auth/register", body.formatted("keyed"), "Idempotency-Key", "k-1");
    assertThat(again.body().path("user")).isEqualTo(first.body().path("user"));
    Answer other =
        anyone.post("/v1/auth/register", body.formatted("other"), "Idempotency-Key", "k-1");
    assertThat(other.code()).isEqualTo("idempotency_key_reused");
    assertThat(
            anyone
                .post("/v1/auth/register", body.formatted("x"), "Idempotency-Key", "a b")
                .faults())
        .contains("Idempotency-Key:invalid_format");
  }

  @Test
  void anAccountOpensWithoutItsProfileWhenProfilesAreAway() {
    gateways.others.probe.intervene(
        "CreateProfile",
        context -> {
          throw dev.twite.common.error.TwiteException.of(
              dev.twite.common.error.ErrorCode.UNAVAILABLE);
        });
    Answer made = Gateways.session(anyone, "early");
    gateways.others.probe.leaveAlone("CreateProfile");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().path("user").path("handle").asText()).isEqualTo("early");
  }

  @Test
  void sessionsAreOpenedListedRefreshedAndEnded() {
    Client owner = Gateways.signedUp(anyone, "owner");
    Answer login =
        anyone.post("/v1/auth/login", "{'login':'OWNER@example.org','password':'correct horse'}");
    assertThat(login.status()).isEqualTo(200);
    Answer pair =
        anyone.post(
            "/v1/auth/refresh",
            "{'refresh_token':'" + login.body().path("refresh_token").asText() + "'}");
    assertThat(pair.body().has("user")).isFalse();
    assertThat(anyone.post("/v1/auth/refresh", "{'refresh_token':'stolen'}").code())
        .isEqualTo("refresh_token_invalid");
    assertThat(anyone.post("/v1/auth/login", "{'login':'owner','password':'wrong'}").code())
        .isEqualTo("invalid_credentials");
    JsonNode sessions = owner.get("/v1/auth/sessions").body().path("data");
    assertThat(sessions).hasSize(2);
    assertThat(sessions.get(1).path("current").asBoolean()).isTrue();
    assertThat(sessions.get(0).path("address").asText()).isEqualTo("127.0.0.1");
    String other = "/v1/auth/sessions/" + sessions.get(0).path("id").asText();
    assertThat(owner.delete(other).status()).isEqualTo(204);
    assertThat(owner.delete(other).code()).isEqualTo("session_not_found");
    assertThat(owner.send("POST", "/v1/auth/logout", null).status()).isEqualTo(204);
    assertThat(owner.get("/v1/me").code()).isEqualTo("token_invalid");
  }

  @Test
  void passwordsAndAddressesAreChangedByThoseWhoMay() {
    Client owner = Gateways.signedUp(anyone, "secretive");
    String change = "{'current_password':'%s','new_password':'%s'}";
    assertThat(
            owner.send("PUT", "/v1/auth/password", change.formatted("wrong", "long enough")).code())
        .isEqualTo("invalid_credentials");
    assertThat(
            owner
                .send("PUT", "/v1/auth/password", change.formatted("correct horse", "short"))
                .faults())
        .containsExactly("new_password:too_short");
    assertThat(
            owner
                .send("PUT", "/v1/auth/password", change.formatted("correct horse", "longer one"))
                .status())
        .isEqualTo(204);
    assertThat(anyone.post("/v1/auth/password-reset", "{'email':'x@example.org'}").status())
        .isEqualTo(202);
    String confirm = "{'token':'%s','new_password':'long enough'}";
    assertThat(anyone.post("/v1/auth/password-reset/confirm", confirm.formatted("no")).code())
        .isEqualTo("token_invalid");
    assertThat(
            anyone.post("/v1/auth/password-reset/confirm", confirm.formatted("one-time")).status())
        .isEqualTo(204);
    assertThat(anyone.post("/v1/auth/verify-email", "{'token':'one-time'}").status())
        .isEqualTo(204);
    assertThat(owner.send("DELETE", "/v1/me", "{'password':'no'}").code())
        .isEqualTo("invalid_credentials");
    assertThat(owner.send("DELETE", "/v1/me", "{'password':'longer one'}").status()).isEqualTo(204);
    assertThat(owner.get("/v1/me").status()).isEqualTo(401);
  }

  @Test
  void profilesChangeMemberByMember() {
    Client owner = Gateways.signedUp(anyone, "changer");
    gateways.others.media.add(77);
    Answer changed =
        owner.send("PATCH", "/v1/me", "{'bio':'Small bird','location':'','avatar_media_id':'77'}");
    assertThat(changed.body().path("bio").asText()).isEqualTo("Small bird");
    assertThat(changed.body().path("name").asText()).isEqualTo("changer");
    assertThat(changed.body().path("avatar_url").asText()).isEqualTo("/media/small77.png");
    Answer cleared = owner.send("PATCH", "/v1/me", "{'avatar_media_id':null}");
    assertThat(cleared.body().path("avatar_url").isNull()).isTrue();
    assertThat(owner.send("PATCH", "/v1/me", "{}").body().path("bio").asText())
        .isEqualTo("Small bird");
    assertThat(owner.send("PATCH", "/v1/me", "{'name':null}").faults())
        .containsExactly("name:required");
    assertThat(owner.send("PATCH", "/v1/me", "{'name':7,'bio':[]}").faults())
        .containsExactly("name:invalid_type", "bio:invalid_type");
    assertThat(owner.send("PATCH", "/v1/me", "{'avatar_media_id':'x'}").faults())
        .containsExactly("avatar_media_id:invalid_format");
  }

  @Test
  void relationsAreMadeListedAndUndone() {
    Client robin = Gateways.signedUp(anyone, "robin");
    String self = "/v1/users/" + robin.get("/v1/me").body().path("id").asText();
    gateways.others.profile.add(7001);
    for (String kind : List.of("follow", "mute", "block")) {
      assertThat(robin.put("/v1/users/7001/" + kind).status()).isEqualTo(200);
      assertThat(robin.put("/v1/users/7999/" + kind).code()).isEqualTo("user_not_found");
      assertThat(robin.put(self + "/" + kind).code()).isEqualTo("cannot_target_self");
      assertThat(robin.put("/v1/users/nobody/" + kind).faults())
          .containsExactly("id:invalid_format");
    }
    assertThat(robin.put("/v1/users/7001/follow").code()).isEqualTo("blocked");
    JsonNode seen = robin.get("/v1/users/7001").body().path("relationship");
    assertThat(seen.path("following").asBoolean()).isTrue();
    assertThat(seen.path("blocking").asBoolean()).isTrue();
    assertThat(anyone.get("/v1/users/7001").body().has("relationship")).isFalse();
    assertThat(robin.get("/v1/me/blocks").body().path("data")).hasSize(1);
    assertThat(robin.get("/v1/me/mutes").body().path("data")).hasSize(1);
    assertThat(anyone.get(self + "/following").body().path("data")).hasSize(1);
    assertThat(anyone.get("/v1/users/7001/followers").body().path("data")).hasSize(1);
    assertThat(anyone.get("/v1/users/7999/followers").code()).isEqualTo("user_not_found");
    for (String kind : List.of("follow", "mute", "block")) {
      Answer undone = robin.delete("/v1/users/7001/" + kind);
      assertThat(undone.status()).isEqualTo(200);
      assertThat(robin.delete("/v1/users/7999/" + kind).status()).isEqualTo(200);
    }
    assertThat(robin.get("/v1/users/7001").body().path("relationship").toString())
        .doesNotContain("true");
  }

  @Test
  void tweetsAreWrittenReadChangedAndDeleted() {
    Client author = Gateways.signedUp(anyone, "author");
    Client reader = Gateways.signedUp(anyone, "reader");
    Answer first =
        author.post(
            "/v1/tweets", "{'text':'Up early #birds','visibility':'unlisted','media_ids':null}");
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.body().path("visibility").asText()).isEqualTo("unlisted");
    assertThat(first.body().path("viewer").path("liked").asBoolean(true)).isFalse();
    assertThat(first.body().path("created_at").asText()).matches(".*\\.\\d{3}Z");
    String id = first.body().path("id").asText();
    String path = "/v1/tweets/" + id;
    Answer quote = reader.post("/v1/tweets", "{'text':'Proof','quote_of_id':'" + id + "'}");
    assertThat(quote.body().path("quote_of").path("id").asText()).isEqualTo(id);
    Answer reply = reader.post("/v1/tweets", "{'text':'No','reply_to_id':'" + id + "'}");
    assertThat(reply.body().path("reply_to_id").asText()).isEqualTo(id);
    assertThat(anyone.get(path).body().has("viewer")).isFalse();
    assertThat(reader.send("PATCH", path, "{'text':'Mine'}").code()).isEqualTo("forbidden");
    assertThat(author.send("PATCH", path, "{'text':'Up late'}").body().path("edited_at").asText())
        .endsWith("Z");
    assertThat(anyone.get(path + "/edits").body().path("data")).hasSize(1);
    JsonNode thread = anyone.get(path + "/thread").body();
    assertThat(thread.path("replies").path("data")).hasSize(1);
    assertThat(
            anyone
                .get("/v1/tweets/" + reply.body().path("id").asText() + "/thread")
                .body()
                .path("ancestors"))
        .hasSize(1);
    assertThat(anyone.get(path + "/quotes").body().path("data")).hasSize(1);
    assertThat(reader.put(path + "/retweet").body().path("viewer").path("retweeted").asBoolean())
        .isTrue();
    assertThat(anyone.get(path + "/retweets").body().path("data").get(0).path("handle").asText())
        .isEqualTo("reader");
    assertThat(reader.put(path + "/bookmark").body().path("viewer").path("bookmarked").asBoolean())
        .isTrue();
    assertThat(reader.get("/v1/me/bookmarks").body().path("data")).hasSize(1);
    assertThat(reader.delete(path + "/bookmark").status()).isEqualTo(200);
    assertThat(reader.delete(path + "/retweet").status()).isEqualTo(200);
    assertThat(author.delete(path).status()).isEqualTo(204);
    assertThat(author.delete(path).code()).isEqualTo("tweet_not_found");
    assertThat(anyone.get(path).code()).isEqualTo("tweet_not_found");
  }

  @Test
  void ofATweetOutOfSightAReaderIsToldThatNothingIsLeft() {
    Client author = Gateways.signedUp(anyone, "retiring");
    Client reader = Gateways.signedUp(anyone, "attached");
    String id = author.post("/v1/tweets", "{'text':'Soon gone'}").body().path("id").asText();
    String path = "/v1/tweets/" + id;
    for (String relation : List.of("/retweet", "/bookmark", "/like")) {
      assertThat(reader.put(path + relation).status()).isEqualTo(200);
    }
    gateways.others.tweets.hide(Long.parseLong(id));
    for (String relation : List.of("/retweet", "/bookmark", "/like")) {
      Answer left = reader.delete(path + relation);
      assertThat(left.status()).as(relation).isEqualTo(200);
      assertThat(left.body().path("id").asText()).isEqualTo(id);
      assertThat(left.body().has("author")).isFalse();
      assertThat(reader.delete(path + relation).code()).as(relation).isEqualTo("tweet_not_found");
    }
  }

  @Test
  void aTweetIsLikedAndShownSoEverywhereWithOneQuestionAPage() {
    Client author = Gateways.signedUp(anyone, "likeable");
    Client reader = Gateways.signedUp(anyone, "liking");
    String id = author.post("/v1/tweets", "{'text':'Like me'}").body().path("id").asText();
    String path = "/v1/tweets/" + id;
    for (int i = 0; i < 2; i++) {
      Answer liked = reader.send("PUT", path + "/like", null);
      assertThat(liked.status()).isEqualTo(200);
      assertThat(liked.body().path("counts").path("likes").asInt()).isEqualTo(1);
      assertThat(liked.body().path("viewer").path("liked").asBoolean()).isTrue();
    }
    // Svc-like is given half a second: a busy machine may show a tweet without its likes.
    dev.twite.common.testing.Eventually.eventually(
        () ->
            assertThat(anyone.get(path).body().path("counts").path("likes").asInt()).isEqualTo(1));
    assertThat(author.get(path).body().path("viewer").path("liked").asBoolean(true)).isFalse();
    JsonNode likers = anyone.get(path + "/likes").body().path("data");
    assertThat(likers).hasSize(1);
    assertThat(likers.get(0).path("handle").asText()).isEqualTo("liking");
    String user = reader.get("/v1/me").body().path("id").asText();
    JsonNode likes = anyone.get("/v1/users/" + user + "/likes").body().path("data");
    assertThat(likes).hasSize(1);
    assertThat(likes.get(0).path("id").asText()).isEqualTo(id);

    author.post("/v1/tweets", "{'text':'A quote','quote_of_id':'%s'}".formatted(id));
    dev.twite.common.testing.Eventually.eventually(
        () -> {
          long questions = gateways.others.probe.count("GetLikes");
          JsonNode quote = reader.get(path + "/quotes").body().path("data").get(0);
          assertThat(quote.path("quote_of").path("counts").path("likes").asInt()).isEqualTo(1);
          assertThat(quote.path("quote_of").path("viewer").path("liked").asBoolean()).isTrue();
          assertThat(quote.path("viewer").path("liked").asBoolean(true)).isFalse();
          assertThat(gateways.others.probe.count("GetLikes") - questions).isEqualTo(1);
        });

    assertThat(reader.delete(path + "/like").body().path("counts").path("likes").asInt()).isZero();
    assertThat(reader.send("PUT", "/v1/tweets/9/like", null).code()).isEqualTo("tweet_not_found");
    assertThat(anyone.get("/v1/tweets/9/likes").code()).isEqualTo("tweet_not_found");
    assertThat(anyone.get("/v1/users/9/likes").code()).isEqualTo("user_not_found");
  }

  @Test
  void tweetsAreServedWithoutLikesWhileLikesAreAway_R11() throws Exception {
    try (Gateways own = Gateways.with()) {
      Client nobody = own.client();
      Client reader = Gateways.signedUp(nobody, "patient");
      String id = reader.post("/v1/tweets", "{'text':'Still here'}").body().path("id").asText();
      reader.send("PUT", "/v1/tweets/" + id + "/like", null);
      own.others.probe.intervene(
          "GetLikes",
          context -> {
            throw dev.twite.common.error.TwiteException.of(
                dev.twite.common.error.ErrorCode.UNAVAILABLE);
          });
      for (String path : List.of("/v1/timelines/home", "/v1/timelines/public")) {
        JsonNode tweet = reader.get(path).body().path("data").get(0);
        assertThat(tweet.path("text").asText()).isEqualTo("Still here");
        assertThat(tweet.path("counts").path("likes").asInt(-1)).isZero();
      }
      // What the like itself answered is shown.
      Answer liked = reader.send("PUT", "/v1/tweets/" + id + "/like", null);
      assertThat(liked.status()).isEqualTo(200);
      assertThat(liked.body().path("counts").path("likes").asInt()).isEqualTo(1);
      // For a moment nobody asks again; a busy machine may let it pass.
      dev.twite.common.testing.Eventually.eventually(
          () -> {
            reader.get("/v1/tweets/" + id);
            long asked = own.others.probe.count("GetLikes");
            reader.get("/v1/tweets/" + id);
            assertThat(own.others.probe.count("GetLikes")).isEqualTo(asked);
          });
      own.others.probe.leaveAlone("GetLikes");
      dev.twite.common.testing.Eventually.eventually(
          () ->
              assertThat(reader.get("/v1/tweets/" + id).body().path("counts").path("likes").asInt())
                  .isEqualTo(1));
    }
  }

  @Test
  void badTweetsAreNamedFieldByField() {
    Client author = Gateways.signedUp(anyone, "clumsy");
    assertThat(author.post("/v1/tweets", "{}").faults()).containsExactly("text:required");
    assertThat(author.post("/v1/tweets", "{'text':'x','visibility':'all'}").faults())
        .containsExactly("visibility:invalid_value");
    assertThat(author.post("/v1/tweets", "{'text':'x','reply_to_id':'-1'}").faults())
        .containsExactly("reply_to_id:invalid_format");
    assertThat(author.post("/v1/tweets", "{'text':'x','reply_to_id':9}").faults())
        .containsExactly("reply_to_id:invalid_type");
    assertThat(author.post("/v1/tweets", "{'text':'x','reply_to_id':'9'}").code())
        .isEqualTo("tweet_not_found");
    assertThat(author.post("/v1/tweets", "{'text':'x','media_ids':['1','2','3','4','5']}").faults())
        .containsExactly("media_ids:too_many");
    assertThat(author.post("/v1/tweets", "{'text':'\\u0000'}").faults())
        .containsExactly("text:invalid_format");
    assertThat(author.post("/v1/tweets", "{'text':'x','media_ids':[null]}").faults())
        .containsExactly("media_ids:invalid_format");
  }

  @Test
  void aTweetPostedTwiceWithOneKeyIsOne_R2() {
    Client author = Gateways.signedUp(anyone, "stutter");
    Answer once = author.post("/v1/tweets", "{'text':'Once'}", "Idempotency-Key", "t-1");
    Answer again = author.post("/v1/tweets", "{'text':'Once'}", "Idempotency-Key", "t-1");
    assertThat(again.body()).isEqualTo(once.body());
  }

  @Test
  void listsArePagedToTheirEnd() {
    gateways.others.profile.add(7100);
    for (int i = 0; i < 25; i++) {
      gateways.others.tweets.add(7100, "number " + i + " #paged");
    }
    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = anyone.get("/v1/timelines/hashtag/paged?limit=10" + next).body();
      page.path("data").forEach(tweet -> seen.add(tweet.path("text").asText()));
      next =
          page.path("next_cursor").isNull() ? null : "&cursor=" + page.path("next_cursor").asText();
    } while (next != null);
    assertThat(seen).hasSize(25).doesNotHaveDuplicates().startsWith("number 24 #paged");
    assertThat(anyone.get("/v1/users/7100/tweets?include=replies").body().path("data")).hasSize(20);
    assertThat(anyone.get("/v1/users/7100/tweets?include=likes").faults())
        .containsExactly("include:invalid_value");
    assertThat(anyone.get("/v1/users/7999/tweets").code()).isEqualTo("user_not_found");
    assertThat(anyone.get("/v1/timelines/public?limit=100").status()).isEqualTo(200);
    assertThat(anyone.get("/v1/timelines/hashtag/z%C3%BCrich").body().path("data")).isEmpty();
  }

  @Test
  void aHomePageIsFilledUpWhenMuchOfItIsGone() {
    Client reader = Gateways.signedUp(anyone, "homely");
    gateways.others.profile.add(7200);
    for (int i = 0; i < 30; i++) {
      gateways.others.tweets.add(7200, "old " + i);
    }
    for (int i = 0; i < 30; i++) {
      gateways.others.feed.addGone(900_000 + i);
    }
    Answer home = reader.get("/v1/timelines/home");
    assertThat(home.body().path("data").size()).isGreaterThan(10);
    assertThat(home.body().path("next_cursor").asText()).isNotEmpty();
    long rounds = gateways.others.probe.count("GetHome");
    reader.get("/v1/timelines/home?limit=1");
    assertThat(gateways.others.probe.count("GetHome") - rounds).isEqualTo(3);
  }

  @Test
  void tweetsOfThoseWhoAreGoneAreLeftOut() {
    gateways.others.profile.add(7300);
    long id = gateways.others.tweets.add(7300, "soon gone #gone");
    assertThat(anyone.get("/v1/timelines/hashtag/gone").body().path("data")).hasSize(1);
    gateways.others.profile.remove(7300);
    // A profile is kept for two seconds.
    eventually(
        () -> assertThat(anyone.get("/v1/timelines/hashtag/gone").body().path("data")).isEmpty());
    assertThat(anyone.get("/v1/tweets/" + id).code()).isEqualTo("tweet_not_found");
    assertThat(anyone.get("/v1/users/7300").code()).isEqualTo("user_not_found");
  }

  @Test
  void theSystemDescribesItself() {
    assertThat(anyone.get("/healthz").body().path("status").asText()).isEqualTo("ok");
    assertThat(anyone.get("/readyz").status()).isEqualTo(200);
    assertThat(anyone.unchecked("GET", "/openapi.json", null).body().path("openapi").asText())
        .startsWith("3.1");
    Answer keys = anyone.get("/.well-known/jwks.json");
    assertThat(keys.body().path("keys").get(0).path("kid").asText()).isEqualTo("key-1");
    assertThat(keys.header("Cache-Control")).isEqualTo("public, max-age=300");
    assertThat(anyone.get("/docs").text()).contains("swagger-ui-bundle.js");
    for (String file :
        List.of(
            "init.js",
            "assets/swagger-ui-bundle.js",
            "assets/swagger-ui.css",
            "assets/index.css")) {
      Answer asset = anyone.unchecked("GET", "/docs/" + file, null);
      assertThat(asset.status()).isEqualTo(200);
      assertThat(asset.header("Content-Security-Policy"))
          .isEqualTo("default-src 'self'; img-src 'self' data:");
    }
    assertThat(anyone.unchecked("GET", "/docs/assets/index.html", null).code())
        .isEqualTo("not_found");
  }
}
