package dev.twite.admin.panel;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** The panel as a person sees it, in a real Chromium. Screenshots: target/screenshots. */
@Tag("verify")
class ChromiumIT {
  private PanelFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new PanelFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void anAdminFindsAUserByTypingBansHimSeesItInTheLogAndFollowsLines() throws Exception {
    try (Browser browser = Browser.open(false)) {
      browser.go(fixture.origin + "/admin/");
      assertThat(browser.address()).contains("/admin/sign-in?to=");
      browser.shoot("sign-in");
      signIn(browser, "ada");
      eventually(() -> assertThat(browser.find("h1").getText()).isEqualTo("Overview"));
      browser.shoot("overview");

      browser.link("Users").click();
      eventually(() -> assertThat(browser.all("#results tbody tr")).hasSizeGreaterThan(10));
      browser.shoot("users");
      browser.find("input[name=q]").sendKeys("wr");
      eventually(() -> assertThat(browser.all("#results tbody tr")).hasSize(2));
      assertThat(browser.address()).endsWith("/admin/users?q=wr");
      browser.shoot("users-typed");

      browser.link("@wren").click();
      eventually(() -> assertThat(browser.find("h1").getText()).isEqualTo("@wren"));
      browser.find("form[action$='/ban'] input[name=reason]").sendKeys("Nothing but links");
      browser.find("form[action$='/ban'] select").sendKeys("for a week");
      browser.shoot("user");
      browser.find("form[action$='/ban'] button").click();
      browser.acceptQuestion();
      eventually(() -> assertThat(browser.find(".done").getText()).contains("is banned"));
      assertThat(fixture.admin.accounts.get(PanelFixture.WREN).getStanding().getBanned()).isTrue();
      browser.shoot("user-banned");

      browser.link("Audit log").click();
      eventually(
          () ->
              assertThat(browser.find("tbody tr").getText())
                  .contains("@ada", "account.ban", "Nothing but links"));
      browser.shoot("audit");

      browser.link("Logs").click();
      WebElement follow = browser.find("#follow");
      follow.click();
      eventually(() -> assertThat(browser.find("#follow-state").getText()).contains("Following"));
      fixture.admin.live.add(PanelFixture.line("WARN", "A hot line <b>of now</b>"));
      eventually(
          () ->
              assertThat(browser.find("#log li .message").getText())
                  .isEqualTo("A hot line <b>of now</b>"));
      fixture.admin.live.add(PanelFixture.line("ERROR", "And it broke"));
      eventually(() -> assertThat(browser.all("#log li.fresh")).hasSize(2));
      browser.shoot("logs");
      follow.click();
      eventually(() -> assertThat(fixture.admin.calls).contains("tail ended"));
      browser.hasNoComplaint();
    }
  }

  @Test
  void everyPageIsSeenInTheDarkAndOnATelephone() throws Exception {
    try (Browser browser = Browser.open(true)) {
      browser.go(fixture.origin + "/admin/");
      signIn(browser, "ada");
      eventually(() -> assertThat(browser.find("h1").getText()).isEqualTo("Overview"));
      eventually(() -> assertThat(browser.all("#live .dot")).hasSizeGreaterThan(6));
      browser.shoot("dark-overview");
      for (String page : new String[] {"users/4", "reports", "reports/700", "dead-letters"}) {
        browser.go(fixture.origin + "/admin/" + page);
        browser.shoot("dark-" + page.replace('/', '-'));
      }
      browser.go(fixture.origin + "/admin/dead-letters/twite.tweet.v1.dlt");
      browser.find("[data-all] input").click();
      assertThat(browser.all("input[name=id]:checked")).hasSize(3);
      browser.shoot("dark-dead-letters-topic");
      browser.resize(420, 860);
      for (String page : new String[] {"", "users", "users/4", "logs"}) {
        browser.go(fixture.origin + "/admin/" + page);
        assertThat(browser.run("return document.documentElement.scrollWidth - innerWidth"))
            .as("too wide: " + page)
            .isEqualTo(0L);
        browser.shoot("small-" + page.replace('/', '-'));
      }
      browser.hasNoComplaint();
    }
  }

  @Test
  void whoIsSignedOutElsewhereIsShownTheDoor() throws Exception {
    try (Browser browser = Browser.open(false)) {
      browser.go(fixture.origin + "/admin/logs");
      signIn(browser, "ada");
      // Hidden until the page's script has run.
      eventually(
          () -> {
            WebElement follow = browser.find("#follow");
            assertThat(follow.isDisplayed() && follow.isEnabled()).isTrue();
          });
      browser.find("#follow").click();
      eventually(() -> assertThat(browser.find("#follow-state").getText()).contains("Following"));
      fixture.auth.alive.clear();
      eventually(() -> assertThat(browser.address()).contains("/admin/sign-in"));
      browser.hasNoComplaint();
    }
  }

  private static void signIn(Browser browser, String handle) {
    browser.find("input[name=login]").sendKeys(handle);
    browser.find("input[name=password]").sendKeys(FakeAuth.PASSWORD);
    browser.find("button").click();
  }
}
