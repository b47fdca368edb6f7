package dev.twite.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What web pages of other origins may do (S19). */
final class BrowserIT {
  private static final String FRIEND = "https://app.example";

  private static Gateways gateways;
  private static Client client;

  @BeforeAll
  static void start() throws Exception {
    gateways = Gateways.with("GATEWAY_CORS_ORIGINS", FRIEND + ",https://b.example:8443");
    client = gateways.client();
  }

  @AfterAll
  static void stop() {
    gateways.close();
  }

  @Test
  void pagesOfAListedOriginMayCall() {
    Answer preflight = preflight(FRIEND);
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
    assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST", "DELETE");
    assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization");
    Answer answer = client.unchecked("GET", "/v1/timelines/public", null, "Origin", FRIEND);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
    assertThat(answer.header("Access-Control-Expose-Headers")).contains("X-Request-Id");
    Answer refused = client.unchecked("GET", "/v1/me", null, "Origin", FRIEND);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
  }

  @Test
  void pagesOfOtherOriginsMayNotAndNobodySendsCredentials_S19() {
    for (String origin :
        new String[] {
          "https://evil.example", "null", "https://app.example.evil.example", "http://app.example"
        }) {
      Answer preflight = preflight(origin);
      assertThat(preflight.status()).as(origin).isEqualTo(405);
      assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
      Answer answer = client.unchecked("GET", "/v1/timelines/public", null, "Origin", origin);
      assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
      assertThat(answer.header("Vary")).isEqualTo("Origin");
    }
    assertThat(preflight(FRIEND).header("Access-Control-Allow-Credentials")).isEmpty();
  }

  private static Answer preflight(String origin) {
    return client.unchecked(
        "OPTIONS",
        "/v1/tweets",
        null,
        "Origin",
        origin,
        "Access-Control-Request-Method",
        "POST",
        "Access-Control-Request-Headers",
        "authorization,content-type");
  }
}
