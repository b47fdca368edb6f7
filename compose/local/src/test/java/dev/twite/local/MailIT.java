package dev.twite.local;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twite.local.MailboxOf.Letter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Mail from end to end: asked for over REST, read in the sink, answered over REST. */
@ExtendWith(SharedTown.class)
class MailIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "correct horse battery";

  private final Town town;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  MailIT(Town town) {
    this.town = town;
  }

  @Test
  void theMailedLinkVerifiesTheAddressOnce() throws Exception {
    String token = register("vera");
    Letter letter = mailbox("vera").await("Confirm your e-mail address");
    assertThat(letter.text()).contains(town.url() + "/verify-email#token=");
    // A mail scanner that opens the link uses nothing up.
    assertThat(get("/verify-email").statusCode()).isEqualTo(200);
    assertThat(verified("vera")).isFalse();

    assertThat(post("/v1/auth/verify-email", Map.of("token", letter.token()), "").statusCode())
        .isEqualTo(204);
    assertThat(verified("vera")).isTrue();
    HttpResponse<String> again = post("/v1/auth/verify-email", Map.of("token", letter.token()), "");
    assertThat(again.statusCode()).isEqualTo(401);
    assertThat(JSON.readTree(again.body()).path("code").asText()).isEqualTo("token_invalid");
    assertThat(post("/v1/auth/verify-email/resend", Map.of(), token).statusCode()).isEqualTo(202);
  }

  @Test
  void whoLostTheVerificationMailGetsAnother() throws Exception {
    String token = register("lou");
    Letter first = mailbox("lou").await("Confirm your e-mail address");
    assertThat(post("/v1/auth/verify-email/resend", Map.of(), token).statusCode()).isEqualTo(202);
    eventually(() -> assertThat(mailbox("lou").letters()).hasSize(2));
    Letter second = mailbox("lou").letters().getLast();
    assertThat(second.token()).isNotEqualTo(first.token());
    assertThat(post("/v1/auth/verify-email", Map.of("token", second.token()), "").statusCode())
        .isEqualTo(204);
  }

  @Test
  void theMailedLinkSetsANewPasswordOnce_S8() throws Exception {
    String session = register("rita");
    assertThat(
            post("/v1/auth/password-reset", Map.of("email", "rita@example.org"), "").statusCode())
        .isEqualTo(202);
    Letter letter = mailbox("rita").await("Reset your Twite password");
    assertThat(get("/reset-password").statusCode()).isEqualTo(200);
    Map<String, String> change =
        Map.of("token", letter.token(), "new_password", "another horse battery");

    assertThat(post("/v1/auth/password-reset/confirm", change, "").statusCode()).isEqualTo(204);
    assertThat(login("rita", PASSWORD).statusCode()).isEqualTo(401);
    assertThat(login("rita", "another horse battery").statusCode()).isEqualTo(200);
    assertThat(post("/v1/auth/password-reset/confirm", change, "").statusCode()).isEqualTo(401);
    eventually(() -> assertThat(get("/v1/me", session).statusCode()).isEqualTo(401));
  }

  @Test
  void anOwnerHearsOfANewDeviceAndOfASignUpWithTheirAddress_S10() throws Exception {
    register("olga");
    assertThat(login("olga", PASSWORD, "Elsewhere/1.0").statusCode()).isEqualTo(200);
    Letter signIn = mailbox("olga").await("New sign-in to @olga");
    assertThat(signIn.text()).contains("Device: Elsewhere/1.0", "Address: 127.0.0.1");

    HttpResponse<String> taken =
        post(
            "/v1/auth/register",
            Map.of(
                "handle", "olga2", "email", "OLGA@example.org", "password", PASSWORD, "name", "x"),
            "");
    assertThat(taken.statusCode()).isEqualTo(409);
    assertThat(mailbox("olga").await("Somebody tried to sign up").text()).contains("@olga");
  }

  private String register(String handle) throws IOException, InterruptedException {
    HttpResponse<String> made =
        post(
            "/v1/auth/register",
            Map.of(
                "handle",
                handle,
                "email",
                handle + "@example.org",
                "password",
                PASSWORD,
                "name",
                handle),
            "");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    JsonNode session = JSON.readTree(made.body());
    return session.path("access_token").asText();
  }

  private HttpResponse<String> login(String handle, String password)
      throws IOException, InterruptedException {
    return login(handle, password, "Test/1.0");
  }

  private HttpResponse<String> login(String handle, String password, String agent)
      throws IOException, InterruptedException {
    return send(
        request("/v1/auth/login", "")
            .header("User-Agent", agent)
            .header("Content-Type", "application/json")
            .POST(body(Map.of("login", handle, "password", password))));
  }

  /** Nothing in the API says it, so the owner of the table is asked. */
  private boolean verified(String handle) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                town.environment().get("TWITE_PG_URL"),
                "twite_auth",
                town.environment().get("TWITE_AUTH_PG_PASSWORD"));
        var statement =
            connection.prepareStatement("SELECT email_verified FROM auth.users WHERE handle = ?")) {
      statement.setString(1, handle);
      try (var row = statement.executeQuery()) {
        assertThat(row.next()).isTrue();
        return row.getBoolean(1);
      }
    }
  }

  private MailboxOf mailbox(String handle) {
    return new MailboxOf(town.settings().dataDir(), handle + "@example.org");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(path, "");
  }

  private HttpResponse<String> get(String path, String token)
      throws IOException, InterruptedException {
    return send(request(path, token).GET());
  }

  private HttpResponse<String> post(String path, Map<String, String> body, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path, token);
    if (body.isEmpty()) {
      return send(request.POST(BodyPublishers.noBody()));
    }
    return send(request.header("Content-Type", "application/json").POST(body(body)));
  }

  private static HttpRequest.BodyPublisher body(Map<String, String> body) throws IOException {
    return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
  }

  private HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(town.url() + path));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
