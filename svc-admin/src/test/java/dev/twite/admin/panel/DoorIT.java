package dev.twite.admin.panel;

import static dev.twite.common.testing.Eventually.promised;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.admin.panel.pages.Pages;
import dev.twite.common.http.Route;
import dev.twite.common.identity.Role;
import dev.twite.common.testing.MutableClock;
import dev.twite.common.testing.TimedTest;
import dev.twite.proto.admin.v1.Account;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who comes in, and how long he stays. */
class DoorIT {
  private static PanelFixture fixture;

  @BeforeAll
  static void start() throws Exception {
    fixture = new PanelFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  /** Every page and form of the panel but those of signing in. */
  private record Way(String method, String path, Role role) {}

  private static List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    for (Section section : Section.values()) {
      ways.add(new Way("GET", "/admin" + section.path(), section.role()));
    }
    ways.add(new Way("GET", "/admin/users/4", Role.MODERATOR));
    ways.add(new Way("POST", "/admin/users/4/ban", Role.MODERATOR));
    ways.add(new Way("POST", "/admin/users/4/unban", Role.MODERATOR));
    ways.add(new Way("POST", "/admin/users/4/role", Role.ADMIN));
    ways.add(new Way("GET", "/admin/reports/700", Role.MODERATOR));
    ways.add(new Way("POST", "/admin/reports/700/assign", Role.MODERATOR));
    ways.add(new Way("POST", "/admin/reports/700/close", Role.MODERATOR));
    ways.add(new Way("POST", "/admin/tweets/900/remove", Role.MODERATOR));
    ways.add(new Way("GET", "/admin/logs/tail", Role.ADMIN));
    ways.add(new Way("GET", "/admin/dead-letters/twite.tweet.v1.dlt", Role.ADMIN));
    ways.add(new Way("POST", "/admin/dead-letters/twite.tweet.v1.dlt/act", Role.ADMIN));
    return ways;
  }

  @Test
  void everyPageIsTriedHere() {
    assertThat(ways()).hasSameSizeAs(Pages.ALL);
  }

  @Test
  void nobodyComesInWithoutASession_S2() throws Exception {
    try (Surfer anybody = new Surfer(fixture)) {
      for (Way way : ways()) {
        HttpResponse<String> answer = go(anybody, way);
        assertThat(answer.statusCode()).as(way.toString()).isIn(303, 401);
        answer
            .headers()
            .firstValue("Location")
            .ifPresent(to -> assertThat(to).startsWith("/admin/sign-in?to=%2Fadmin"));
      }
      assertThat(fixture.admin.calls).isEmpty();
    }
  }

  @Test
  void aModeratorSeesNothingOfTheAdmins_S2() throws Exception {
    try (Surfer moderator = new Surfer(fixture)) {
      assertThat(moderator.signIn("molly").statusCode()).isEqualTo(303);
      for (Way way : ways()) {
        if (way.role() == Role.ADMIN) {
          assertThat(go(moderator, way).statusCode()).as(way.toString()).isEqualTo(403);
        } else if (way.method().equals("GET")) {
          HttpResponse<String> page = moderator.get(way.path());
          assertThat(page.statusCode()).as(way.toString()).isEqualTo(200);
          assertThat(page.body())
              .doesNotContain("/admin/logs\"", "/admin/dead-letters\"", "Give this role");
        }
      }
    }
  }

  @Test
  void aReaderIsToldSoAndHisSessionEnds() throws Exception {
    try (Surfer reader = new Surfer(fixture)) {
      HttpResponse<String> answer = reader.signIn("reader");
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("Only moderators and admins come in here");
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
      HttpResponse<String> wrong =
          reader.post("/admin/sign-in", Map.of("login", "ada", "password", "no"));
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(wrong.body()).contains("The login or the password is wrong", "value=\"ada\"");
    }
  }

  @Test
  void everyFormNeedsItsTokenAndItsPage_S19() throws Exception {
    try (Surfer admin = new Surfer(fixture)) {
      admin.signIn("ada");
      String token = admin.token();
      int before = fixture.admin.calls.size();
      for (Way way : ways()) {
        if (way.method().equals("POST")) {
          assertThat(admin.post(way.path(), Map.of("reason", "x")).statusCode())
              .as("without token: " + way)
              .isEqualTo(403);
          for (String foreign : List.of("https://evil.example", "null", "http://127.0.0.1:1")) {
            admin.headers.put("Origin", foreign);
            assertThat(admin.post(way.path(), Map.of("reason", "x", "csrf", token)).statusCode())
                .as(foreign + ": " + way)
                .isEqualTo(403);
          }
          admin.headers.put("Origin", fixture.origin);
        }
      }
      assertThat(fixture.admin.calls).hasSize(before);
      admin.headers.put("Origin", "https://evil.example");
      assertThat(admin.signIn("ada").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void anotherNameForThisAddressIsRefused_S19() throws Exception {
    try (Surfer rebound = new Surfer(fixture)) {
      rebound.headers.put("Host", "rebound.example");
      assertThat(rebound.get("/admin/sign-in").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void withoutAnAddressOfItsOwnOnlyThisMachineComesIn_S19() throws Exception {
    try (Surfer afar = new Surfer(fixture)) {
      afar.headers.put("X-Forwarded-For", "192.0.2.7");
      assertThat(afar.get("/admin/sign-in").statusCode()).isEqualTo(403);
      assertThat(afar.signIn("ada").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void triesAreBoundedByAddress_S11() throws Exception {
    String origin = "https://panel.example";
    try (PanelFixture own = new PanelFixture(Optional.of(origin), java.time.Clock.systemUTC());
        Surfer guesser = new Surfer(own)) {
      guesser.headers.put("Origin", origin);
      guesser.headers.put("Host", "panel.example");
      guesser.headers.put("X-Forwarded-For", "192.0.2.7");
      HttpResponse<String> answer = null;
      // 30 at once, and a few that come back while this goes on.
      for (int i = 0; i < 200 && (answer == null || answer.statusCode() == 401); i++) {
        answer = guesser.post("/admin/sign-in", Map.of("login", "user" + i, "password", "no"));
      }
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.body()).contains("Try again in");
      guesser.headers.put("X-Forwarded-For", "192.0.2.8");
      assertThat(guesser.signIn("ada").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void theCookieIsAsStrictAsTheWayAllows_S19() throws Exception {
    try (Surfer plain = new Surfer(fixture)) {
      assertThat(plain.signIn("ada").headers().firstValue("Set-Cookie").orElseThrow())
          .startsWith("twite-panel=")
          .endsWith("; Path=/; HttpOnly; SameSite=Strict");
    }
    String origin = "https://panel.example";
    try (PanelFixture behindTls =
            new PanelFixture(Optional.of(origin), java.time.Clock.systemUTC());
        Surfer secure = new Surfer(behindTls)) {
      secure.headers.put("Origin", origin);
      secure.headers.put("Host", "panel.example");
      assertThat(secure.signIn("ada").headers().firstValue("Set-Cookie").orElseThrow())
          .startsWith("__Host-twite-panel=")
          .endsWith("; Path=/; HttpOnly; SameSite=Strict; Secure");
      assertThat(secure.get("/admin/users").statusCode()).isEqualTo(200);
      secure.headers.put("Host", "127.0.0.1");
      assertThat(secure.get("/admin/users").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aForgedCookieIsNone() throws Exception {
    try (Surfer admin = new Surfer(fixture)) {
      admin.signIn("ada");
      String real = admin.cookie;
      char last = real.charAt(real.length() - 1);
      for (String forged :
          List.of(
              real.substring(0, real.length() - 1) + (last == 'A' ? 'Q' : 'A'),
              "twite-panel=",
              "twite-panel=%%%",
              "__Host-" + real)) {
        admin.cookie = forged;
        assertThat(admin.get("/admin/users").statusCode()).as(forged).isEqualTo(303);
      }
    }
  }

  @TimedTest
  void whoseSessionEndsIsOutWithin5Seconds_S8() throws Exception {
    try (Surfer admin = new Surfer(fixture)) {
      admin.signIn("ada");
      assertThat(admin.get("/admin/users").statusCode()).isEqualTo(200);
      fixture.auth.alive.clear();
      promised(
          Duration.ofSeconds(5),
          () -> assertThat(admin.get("/admin/users").statusCode()).isEqualTo(303));
    }
  }

  @TimedTest
  void whoLosesHisRoleIsOutWithin5Seconds_S8() throws Exception {
    Account before = fixture.admin.accounts.get(PanelFixture.MODERATOR);
    try (Surfer moderator = new Surfer(fixture)) {
      moderator.signIn("molly");
      assertThat(moderator.get("/admin/users").statusCode()).isEqualTo(200);
      fixture.admin.accounts.put(
          PanelFixture.MODERATOR,
          before.toBuilder().setStanding(before.getStanding().toBuilder().setRole("USER")).build());
      promised(
          Duration.ofSeconds(5),
          () -> assertThat(moderator.get("/admin/users").statusCode()).isEqualTo(303));
    } finally {
      fixture.admin.accounts.put(PanelFixture.MODERATOR, before);
    }
  }

  @Test
  void signingOutEndsTheSessionEverywhere() throws Exception {
    try (Surfer admin = new Surfer(fixture)) {
      admin.signIn("ada");
      String old = admin.cookie;
      HttpResponse<String> out = admin.submit("/admin/sign-out", Map.of());
      assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
      admin.cookie = old;
      assertThat(admin.get("/admin/users").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void anIdleSessionEndsAndAPageAloneDoesNotKeepIt() throws Exception {
    MutableClock clock = PanelFixture.clock();
    try (PanelFixture own = new PanelFixture(Optional.empty(), clock);
        Surfer admin = new Surfer(own)) {
      admin.signIn("ada");
      clock.advance(Duration.ofMinutes(29));
      assertThat(admin.get("/admin/users").statusCode()).isEqualTo(200);
      clock.advance(Duration.ofMinutes(29));
      admin.headers.put("X-Panel-Refresh", "1");
      HttpResponse<String> alone = admin.get("/admin/users");
      assertThat(alone.statusCode()).isEqualTo(200);
      assertThat(alone.headers().firstValue("Set-Cookie")).isEmpty();
      clock.advance(Duration.ofMinutes(2));
      admin.headers.remove("X-Panel-Refresh");
      assertThat(admin.get("/admin/users").statusCode()).isEqualTo(303);
      admin.signIn("ada");
      for (int i = 0; i < 25; i++) {
        clock.advance(Duration.ofMinutes(28));
        int unused = admin.get("/admin/users").statusCode();
      }
      clock.advance(Duration.ofMinutes(21));
      assertThat(admin.get("/admin/users").statusCode()).as("after 12 hours").isEqualTo(303);
    }
  }

  private static HttpResponse<String> go(Surfer surfer, Way way) throws Exception {
    return way.method().equals(Route.Method.GET.name())
        ? surfer.get(way.path())
        : surfer.post(way.path(), Map.of("reason", "x"));
  }
}
