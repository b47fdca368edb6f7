package dev.twite.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.gateway.fake.FakeEmail;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the links in mails lead to. */
final class MailPagesIT {
  private static final List<String> PAGES =
      List.of("/verify-email", "/reset-password", "/v1/email/unsubscribe");
  private static final String HOSTILE = "?token=%22%3E%3Cscript%3Ealert(1)%3C/script%3E";

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
  void openingALinkUsesNothingUp() {
    int before = gateways.others.probe.seen().size();
    for (String page : PAGES) {
      assertThat(anyone.get(page + "?token=" + FakeEmail.TOKEN).status()).as(page).isEqualTo(200);
    }
    assertThat(gateways.others.probe.seen()).hasSize(before);
    assertThat(gateways.others.email.ended()).isEmpty();
  }

  @Test
  void pagesRunNothingButTheirOwnScriptAndEchoNothing() {
    for (String page : PAGES) {
      Answer answer = anyone.get(page + HOSTILE);
      assertThat(answer.header("Content-Security-Policy"))
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe-inline");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.text()).doesNotContain("alert(1)", "style=", "onclick");
      // Every script has a source, and every source is there.
      Matcher script = Pattern.compile("<script[^>]*>").matcher(answer.text());
      while (script.find()) {
        assertThat(script.group()).contains("src=\"/account/account.js\"");
      }
    }
    assertThat(anyone.unchecked("GET", "/account/account.js", null).header("Content-Type"))
        .startsWith("text/javascript");
    assertThat(anyone.unchecked("GET", "/account/account.css", null).status()).isEqualTo(200);
    for (String other : List.of("verify-email.html", "..%2fopenapi.yaml", "nothing.js")) {
      assertThat(anyone.unchecked("GET", "/account/" + other, null).status()).isIn(400, 404);
    }
  }

  @Test
  void aMailProgramUnsubscribesWithOneClick() {
    String path = "/v1/email/unsubscribe?token=" + FakeEmail.TOKEN;
    // RFC 8058, 3.1: a form, no cookie, no token of ours.
    Answer answer =
        anyone.send(
            "POST",
            path,
            "List-Unsubscribe=One-Click",
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(gateways.others.email.ended()).contains(FakeEmail.TOKEN);
    assertThat(anyone.send("POST", path, null).status()).isEqualTo(200);
    assertThat(anyone.send("POST", "/v1/email/unsubscribe?token=no", null).code())
        .isEqualTo("token_invalid");
    assertThat(anyone.send("POST", "/v1/email/unsubscribe", null).faults())
        .containsExactly("token:required");
  }

  @Test
  void aSignedInPersonAsksForTheVerificationMailAgain() {
    Client owner = Gateways.signedUp(anyone, "again");
    assertThat(owner.send("POST", "/v1/auth/verify-email/resend", null).status()).isEqualTo(202);
  }
}
