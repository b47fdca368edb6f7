package dev.twite.local;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the first admin to his first ban, by command and in the panel, with all of Twite behind. */
@ExtendWith(SharedTown.class)
class PanelJourneyIT {
  private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  @Test
  void theFirstAdminIsMadeByCommandAndBansInThePanel(Town town) throws Exception {
    Resident ada = Resident.moveIn(town.url(), "ada");
    Resident spam = Resident.moveIn(town.url(), "spam");
    String handle = handleOf(ada);
    String panel =
        "http://127.0.0.1:"
            + town.settings()
                .ports()
                .rest(
                    town.settings().services().stream()
                        .filter(service -> service.name().equals("admin"))
                        .findFirst()
                        .orElseThrow());
    try (HttpClient client = HttpClient.newHttpClient()) {
      String login = "login=" + handle + "&password=" + encode("correct horse " + handle) + "&to=";
      eventually(
          () ->
              assertThat(post(client, panel, "/admin/sign-in", "", login).statusCode())
                  .isEqualTo(403));
      eventually(
          () -> {
            Operator granted = Operator.of(town, "roles", "grant", handle, "admin");
            assertThat(granted.exitCode()).as(granted.all()).isZero();
          });
      AtomicReference<String> cookie = new AtomicReference<>("");
      eventually(
          () -> {
            HttpResponse<String> in = post(client, panel, "/admin/sign-in", "", login);
            assertThat(in.statusCode()).isEqualTo(303);
            cookie.set(in.headers().firstValue("Set-Cookie").orElseThrow());
          });
      String session = cookie.get().substring(0, cookie.get().indexOf(';'));

      HttpResponse<String> overview = get(client, panel, "/admin/", session);
      assertThat(overview.statusCode()).as(overview.body()).isEqualTo(200);
      assertThat(overview.body()).contains("svc-gateway", "svc-tweet", "ready");
      HttpResponse<String> user = get(client, panel, "/admin/users/" + spam.id(), session);
      assertThat(user.statusCode()).as(user.body()).isEqualTo(200);
      Matcher token = TOKEN.matcher(user.body());
      assertThat(token.find()).isTrue();
      HttpResponse<String> banned =
          post(
              client,
              panel,
              "/admin/users/" + spam.id() + "/ban",
              session,
              "csrf=" + encode(token.group(1)) + "&reason=Nothing+but+links&length=7");
      assertThat(banned.statusCode()).as(banned.body()).isEqualTo(303);
      eventually(() -> assertThat(spam.get("/v1/me").status()).isGreaterThanOrEqualTo(401));
      assertThat(get(client, panel, "/admin/audit?action=account.ban", session).body())
          .contains("@" + handle, "Nothing but links", spam.id());

      Operator audit = Operator.of(town, "audit", "--by", handle);
      assertThat(audit.out()).contains("account.ban", "user:" + spam.id());
      assertThat(Operator.of(town, "users", "unban", "id:" + spam.id()).exitCode()).isZero();
      Operator health = Operator.of(town, "health", "--json");
      assertThat(health.exitCode()).as(health.all()).isZero();
    }
  }

  private static String handleOf(Resident resident) throws Exception {
    return resident.get("/v1/me").body().path("handle").asText();
  }

  private static HttpResponse<String> get(
      HttpClient client, String panel, String path, String cookie) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(panel + path)).header("Cookie", cookie).build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(
      HttpClient client, String panel, String path, String cookie, String form) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(panel + path))
            .header("Origin", panel)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
