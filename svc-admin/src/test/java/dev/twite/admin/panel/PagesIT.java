package dev.twite.admin.panel;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.proto.admin.v1.Account;
import dev.twite.proto.admin.v1.Report;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the pages show and their forms do. */
class PagesIT {
  private static PanelFixture fixture;
  private static Surfer admin;

  @BeforeAll
  static void start() throws Exception {
    fixture = new PanelFixture();
    admin = new Surfer(fixture);
    admin.signIn("ada");
  }

  @AfterAll
  static void stop() {
    admin.close();
    fixture.close();
  }

  @Test
  void everyPageIsStrictAboutWhatItLoads_S18() throws Exception {
    for (String path :
        List.of(
            "/admin/",
            "/admin/users",
            "/admin/users/4",
            "/admin/users/12345",
            "/admin/reports",
            "/admin/reports/700",
            "/admin/audit",
            "/admin/logs",
            "/admin/dead-letters",
            "/admin/dead-letters/twite.tweet.v1.dlt",
            "/admin/sign-in")) {
      HttpResponse<String> page = admin.get(path);
      assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      // no-referrer would make browsers hide where forms come from.
      assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
    }
  }

  @Test
  void evilNamesStayTextOnEveryPage_S18() throws Exception {
    Account wren = fixture.admin.accounts.get(PanelFixture.WREN);
    Report report = fixture.admin.reports.get(700L);
    try {
      for (String evil : XssCorpus.all().toList()) {
        fixture.admin.accounts.put(
            PanelFixture.WREN,
            wren.toBuilder()
                .setName(evil)
                .setStanding(wren.getStanding().toBuilder().setBanned(true).setBanReason(evil))
                .build());
        fixture.admin.reports.put(700L, report.toBuilder().setComment(evil).build());
        fixture.admin.lines.add(PanelFixture.line("INFO", evil));
        for (String path :
            List.of("/admin/users", "/admin/users/4", "/admin/reports/700", "/admin/logs")) {
          String body = admin.get(path).body();
          assertThat(XssCorpus.unescape(body)).as(path).contains(evil);
          assertThat(body.replaceAll("<script defer src=\"[^\"]+\"></script>", ""))
              .doesNotContainIgnoringCase("<script", "<img", "<svg/", "onerror=\"", "<math");
        }
      }
    } finally {
      fixture.admin.accounts.put(PanelFixture.WREN, wren);
      fixture.admin.reports.put(700L, report);
    }
  }

  @Test
  void aBanIsSentAsItWasMeantAndSeenInTheAuditLog() throws Exception {
    HttpResponse<String> banned =
        admin.submit(
            "/admin/users/5/ban",
            Map.of("reason", "Nothing but links", "until", "2099-01-31T18:00", "length", ""));
    assertThat(banned.headers().firstValue("Location")).hasValue("/admin/users/5?done=banned");
    String page = admin.get("/admin/users/5?done=banned").body();
    assertThat(page)
        .contains(
            "The account is banned.", "suspended", "Nothing but links", "31 Jan 2099, 18:00:00");
    assertThat(admin.get("/admin/audit?action=account.ban").body())
        .contains("Nothing but links", "@ada", "/admin/users/5");
    assertThat(admin.submit("/admin/users/5/unban", Map.of()).statusCode()).isEqualTo(303);
    assertThat(fixture.admin.accounts.get(5L).getStanding().getBanned()).isFalse();
  }

  @Test
  void aFaultNamesItsField() throws Exception {
    HttpResponse<String> none =
        admin.submit("/admin/users/5/ban", Map.of("reason", "", "length", ""));
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(none.body()).contains("<strong>Reason</strong>: Missing; give 1 to 500 characters");
    assertThat(
            admin
                .submit(
                    "/admin/users/5/ban",
                    Map.of("reason", "x", "length", "1", "until", "2099-01-31T18:00"))
                .body())
        .contains("<strong>Until</strong>: Give a length or an end, not both");
    assertThat(admin.get("/admin/audit?from=yesterday").body()).contains("<strong>From</strong>");
    assertThat(admin.get("/admin/users/12345").statusCode()).isEqualTo(404);
    assertThat(admin.get("/admin/users/0x7").body()).contains("<strong>Id</strong>");
  }

  @Test
  void theOverviewSaysThatHealthIsAwayAndShowsTheRest() throws Exception {
    fixture.admin.healthAway = true;
    try {
      HttpResponse<String> page = admin.get("/admin/");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("be told at the moment", "Reports", "Growth");
    } finally {
      fixture.admin.healthAway = false;
    }
    assertThat(admin.get("/admin/").body()).doesNotContain("be told at the moment");
  }

  @Test
  void aReportIsTakenActedOnAndEnded() throws Exception {
    String page = admin.get("/admin/reports/700").body();
    assertThat(page)
        .contains("@wren", "@reader", "Buy now!", "&lt;script&gt;", "/admin/tweets/900/remove");
    admin.submit("/admin/reports/700/assign", Map.of("take", "yes"));
    assertThat(admin.get("/admin/reports?mine=yes").body()).contains("/admin/reports/700");
    HttpResponse<String> removed =
        admin.submit("/admin/tweets/900/remove", Map.of("reason", "Spam", "report", "700"));
    assertThat(removed.headers().firstValue("Location")).hasValue("/admin/reports/700?done=tweet");
    admin.submit(
        "/admin/reports/700/close", Map.of("state", "RESOLVED", "resolution", "Tweet removed"));
    assertThat(admin.get("/admin/reports").body()).doesNotContain("/admin/reports/700");
    assertThat(admin.get("/admin/reports?state=resolved").body()).contains("/admin/reports/700");
    assertThat(fixture.admin.calls)
        .contains("report.assign 700", "tweet.remove 900", "report.close 700");
  }

  @Test
  void deadLettersGoBackOnlyWhenChosen() throws Exception {
    String list = "/admin/dead-letters/twite.tweet.v1.dlt";
    assertThat(admin.get(list).body()).contains("no such author", "TweetCreated", "0-2");
    assertThat(admin.submit(list + "/act", Map.of("act", "drop")).statusCode()).isEqualTo(400);
    assertThat(admin.submit(list + "/act", Map.of("act", "replay", "id", "0-2")).statusCode())
        .isEqualTo(303);
    assertThat(admin.get(list).body()).doesNotContain("Record 0-2").contains("Record 0-1");
  }

  @Test
  void linesComeLiveUntilTheSessionEnds_S8() throws Exception {
    try (Surfer own = new Surfer(fixture);
        HttpClient client = HttpClient.newHttpClient()) {
      own.signIn("ada");
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(fixture.origin + "/admin/logs/tail"))
              .header("Cookie", own.cookie)
              .build();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
        fixture.admin.live.add(PanelFixture.line("WARN", "Hot\nline"));
        assertThat(next(lines, "data: "))
            .contains("\"message\":\"Hot\\nline\"", "\"level\":\"WARN\"");
        own.submit("/admin/sign-out", Map.of());
        assertThat(next(lines, "event: ")).isEqualTo("event: signed-out");
      }
      eventually(() -> assertThat(fixture.admin.calls).contains("tail ended"));
    }
  }

  private static String next(BufferedReader lines, String start) throws Exception {
    String line;
    while ((line = lines.readLine()) != null) {
      if (line.startsWith(start)) {
        return line;
      }
    }
    throw new AssertionError("The stream ended without " + start);
  }
}
