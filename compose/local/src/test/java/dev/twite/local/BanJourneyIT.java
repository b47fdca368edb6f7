package dev.twite.local;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.promised;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.common.testing.TimedTest;
import dev.twite.common.thread.Threads;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A ban, and its end, through every service. */
@ExtendWith(SharedTown.class)
class BanJourneyIT {
  private static final Duration PROMISE = Duration.ofSeconds(5);
  private static final String REASON = "Sells what nobody wants";
  private static final int WRITERS = 3;

  @TimedTest
  void underLoadABannedAccountIsGoneEverywhereWithin5sAndBackAfterwards_S4_S8(Town town)
      throws Exception {
    URI base = town.url();
    Resident boss = admin(town, "boss");
    Resident crook = Resident.moveIn(base, "crook");
    Resident fan = Resident.moveIn(base, "fan");
    String word = "quxban" + UUID.randomUUID().toString().replaceAll("[^a-f]", "z");
    fan.follow(crook);
    crook.follow(fan);
    String tweet = crook.tweet("Buy my " + word + " #" + word);
    String liked = fan.tweet("Like me");
    assertThat(crook.put("/v1/tweets/" + liked + "/like").status()).isEqualTo(200);
    assertThat(fan.put("/v1/tweets/" + tweet + "/bookmark").status()).isEqualTo(200);
    assertThat(fan.put("/v1/tweets/" + tweet + "/retweet").status()).isEqualTo(200);
    eventually(() -> assertThere(fan, crook, tweet, liked, word));
    AtomicBoolean busy = new AtomicBoolean(true);
    ExecutorService threads = Threads.perTask("writers");
    try (LiveSocket socket = LiveSocket.open(base, crook)) {
      socket.subscribe("home");
      List<Future<Integer>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        Resident writer = Resident.moveIn(base, "writer" + i);
        fan.follow(writer);
        writers.add(threads.submit(() -> writeWhile(busy, writer)));
      }

      Resident.Answer banned =
          boss.post(
              "/v1/admin/users/" + crook.id() + "/ban",
              Map.of("reason", REASON, "until", "2999-01-01T00:00:00Z"),
              "ban");
      assertThat(banned.status()).as("%s", banned).isEqualTo(200);

      promised(
          PROMISE,
          () -> {
            assertBanned(crook.get("/v1/me"));
            assertBanned(crook.refresh());
            assertBanned(crook.login());
            assertThat(socket.closeCode()).isEqualTo(4401);
            assertGone(fan, crook, tweet, liked, word);
          });
      busy.set(false);
      for (Future<Integer> writer : writers) {
        assertThat(writer.get()).isPositive();
      }
    } finally {
      busy.set(false);
      threads.shutdown();
    }

    assertThat(boss.delete("/v1/admin/users/" + crook.id() + "/ban").status()).isEqualTo(200);

    promised(
        PROMISE,
        () -> {
          assertThat(crook.login().status()).isEqualTo(200);
          assertThere(fan, crook, tweet, liked, word);
        });
    assertThat(crook.refresh().status()).isEqualTo(401);
    List<String> actions = new ArrayList<>();
    boss.get("/v1/admin/audit?subject_type=user&subject_id=" + crook.id())
        .body()
        .path("data")
        .forEach(row -> actions.add(row.path("action").asText()));
    assertThat(actions).containsExactly("account.unban", "account.ban");
  }

  @Test
  void aModeratorRemovesAReportedTweetAndADemotedOneIsNoneAtOnce_S8(Town town) throws Exception {
    URI base = town.url();
    Resident boss = admin(town, "chief");
    Resident author = Resident.moveIn(base, "author");
    Resident reader = Resident.moveIn(base, "reader");
    Resident fresh = Resident.moveIn(base, "helper");
    String role = "/v1/admin/users/" + fresh.id() + "/role";
    assertThat(boss.send("PUT", role, Map.of("role", "moderator")).status()).isEqualTo(200);
    Resident[] session = new Resident[1];
    // The role comes with a token of a session that is opened after svc-auth has heard of it.
    eventually(
        () -> {
          session[0] = fresh.again();
          assertThat(session[0].get("/v1/admin/reports").status()).isEqualTo(200);
        });
    Resident moderator = session[0];
    String tweet = author.tweet("This goes too far");
    Resident.Answer filed =
        reader.post("/v1/reports", Map.of("tweet_id", tweet, "reason", "abuse"), "report");
    assertThat(filed.status()).as("%s", filed).isEqualTo(201);
    String report = filed.body().path("id").asText();
    String at = "/v1/admin/reports/" + report;
    assertThat(moderator.post(at + "/assign", Map.of(), "a").body().path("assignee_id").asText())
        .isEqualTo(moderator.id());
    assertThat(
            moderator
                .send("DELETE", "/v1/admin/tweets/" + tweet, Map.of("reason", "Abuse"))
                .status())
        .isEqualTo(204);
    assertThat(moderator.post(at + "/resolve", Map.of("resolution", "Removed"), "r").status())
        .isEqualTo(200);
    eventually(() -> assertThat(reader.get("/v1/tweets/" + tweet).status()).isEqualTo(404));
    assertThat(moderator.get("/v1/admin/health").status()).isEqualTo(403);
    eventually(
        () -> {
          JsonNode services = boss.get("/v1/admin/health").body().path("data");
          assertThat(services).hasSize(town.settings().services().size());
          assertThat(services).allMatch(one -> one.path("alive").asBoolean());
        });

    assertThat(boss.send("PUT", role, Map.of("role", "user")).status()).isEqualTo(200);

    assertThat(moderator.get("/v1/admin/reports").status()).isIn(401, 403);
    eventually(() -> assertThat(moderator.get("/v1/me").status()).isEqualTo(401));
  }

  private static Resident admin(Town town, String name) throws Exception {
    Resident person = Resident.moveIn(town.url(), name);
    try (CommandLine ctl = new CommandLine(town)) {
      ctl.setRole(person, "ADMIN");
    }
    Resident[] session = new Resident[1];
    eventually(
        () -> {
          session[0] = person.again();
          assertThat(session[0].get("/v1/admin/users").status()).isEqualTo(200);
        });
    return session[0];
  }

  private static int writeWhile(AtomicBoolean busy, Resident writer) throws Exception {
    int written = 0;
    while (busy.get()) {
      writer.tweet("Number " + written++);
      assertThat(writer.get("/v1/timelines/home").status()).isEqualTo(200);
      assertThat(writer.get("/v1/timelines/public").status()).isEqualTo(200);
    }
    return written;
  }

  private static void assertBanned(Resident.Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(403);
    assertThat(answer.body().path("code").asText()).isEqualTo("account_banned");
    assertThat(answer.body().path("detail").asText()).contains(REASON).contains("2999-01-01");
  }

  private static void assertThere(
      Resident fan, Resident crook, String tweet, String liked, String word) throws Exception {
    assertThat(fan.get("/v1/users/" + crook.id()).status()).isEqualTo(200);
    assertThat(fan.get("/v1/tweets/" + tweet).status()).isEqualTo(200);
    assertThat(ids(fan, "/v1/timelines/home?limit=100")).contains(tweet);
    assertThat(ids(fan, "/v1/timelines/hashtag/" + word)).contains(tweet);
    assertThat(ids(fan, "/v1/search/tweets?q=" + word)).contains(tweet);
    assertThat(ids(fan, "/v1/search/users?q=" + crook.handle())).contains(crook.id());
    assertThat(ids(fan, "/v1/me/bookmarks")).contains(tweet);
    assertThat(ids(fan, "/v1/users/" + fan.id() + "/following")).contains(crook.id());
    assertThat(ids(fan, "/v1/tweets/" + liked + "/likes")).contains(crook.id());
    assertThat(fan.get("/v1/notifications").body().toString()).contains(crook.handle());
  }

  private static void assertGone(
      Resident fan, Resident crook, String tweet, String liked, String word) throws Exception {
    assertThat(fan.get("/v1/users/" + crook.id()).status()).isEqualTo(404);
    assertThat(fan.get("/v1/users/by-handle/" + crook.handle()).status()).isEqualTo(404);
    assertThat(fan.get("/v1/users/" + crook.id() + "/tweets").status()).isEqualTo(404);
    assertThat(fan.get("/v1/tweets/" + tweet).status()).isEqualTo(404);
    assertThat(fan.get("/v1/timelines/home?limit=100").body().toString())
        .doesNotContain(crook.handle(), word);
    assertThat(fan.get("/v1/timelines/public?limit=100").body().toString()).doesNotContain(word);
    assertThat(ids(fan, "/v1/timelines/hashtag/" + word)).isEmpty();
    assertThat(ids(fan, "/v1/search/tweets?q=" + word)).isEmpty();
    assertThat(ids(fan, "/v1/search/users?q=" + crook.handle())).isEmpty();
    assertThat(fan.get("/v1/search/suggest?q=" + crook.handle()).body().toString())
        .doesNotContain(crook.id());
    assertThat(ids(fan, "/v1/me/bookmarks")).isEmpty();
    assertThat(ids(fan, "/v1/users/" + fan.id() + "/following")).doesNotContain(crook.id());
    assertThat(ids(fan, "/v1/tweets/" + liked + "/likes")).isEmpty();
    assertThat(fan.get("/v1/notifications").body().toString()).doesNotContain(crook.handle());
  }

  private static List<String> ids(Resident reader, String path) throws Exception {
    Resident.Answer answer = reader.get(path);
    assertThat(answer.status()).as("%s %s", path, answer).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    answer.body().path("data").forEach(one -> ids.add(one.path("id").asText()));
    return ids;
  }
}
