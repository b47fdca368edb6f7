package dev.twite.email.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.twite.common.config.Secret;
import dev.twite.email.Sender;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Providers with an HTTP interface, played by a server here. */
class ApiCarrierTest {
  private static final Sender FROM = new Sender("Twite", "no-reply@twite.example");
  private static final Mail MAIL =
      new Mail(
          "ann@example.org",
          "Grüezi & more",
          "text=1",
          "<p>1</p>",
          "<mention.1@twite.example>",
          Optional.of("https://twite.example/u?token=1"));

  private final AtomicInteger status = new AtomicInteger(200);
  private final AtomicReference<Map<String, String>> form = new AtomicReference<>(Map.of());
  private final AtomicReference<String> login = new AtomicReference<>("");
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/messages",
        exchange -> {
          try (exchange) {
            login.set(exchange.getRequestHeaders().getFirst("Authorization"));
            form.set(
                parse(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status.get(), -1);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void mailIsAFormWithTheProvidersFields() throws Exception {
    new ApiCarrier(config(), FROM).carry(MAIL);
    assertThat(form.get())
        .containsEntry("from", "Twite <no-reply@twite.example>")
        .containsEntry("to", "ann@example.org")
        .containsEntry("subject", "Grüezi & more")
        .containsEntry("text", "text=1")
        .containsEntry("html", "<p>1</p>")
        .containsEntry("h:Message-Id", "<mention.1@twite.example>")
        .containsEntry("h:List-Unsubscribe", "<https://twite.example/u?token=1>")
        .containsEntry("h:List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    assertThat(login.get())
        .isEqualTo(
            "Basic "
                + Base64.getEncoder().encodeToString("user:key".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aTextMessageIsAFormWithTheProvidersFields() throws Exception {
    new SmsCarrier(new SmsConfig(config(), "+4100", "+4179"))
        .carry(new Sms("+4179", "Mail & more"));
    assertThat(form.get())
        .containsOnly(
            Map.entry("To", "+4179"), Map.entry("From", "+4100"), Map.entry("Body", "Mail & more"));
  }

  @ParameterizedTest
  @CsvSource({
    "302, false",
    "400, true",
    "401, false",
    "403, false",
    "404, false",
    "422, true",
    "429, false",
    "500, false",
    "503, false"
  })
  void onlyAnAnswerToThisMessageIsFinal(int answer, boolean last) {
    status.set(answer);
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> new ApiCarrier(config(), FROM).carry(MAIL));
    assertThat(refused.isLast()).isEqualTo(last);
    assertThat(refused.reason()).isEqualTo("api_" + answer);
  }

  @Test
  void aProviderThatIsAwayIsTriedAgain() {
    server.stop(0);
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> new ApiCarrier(config(), FROM).carry(MAIL));
    assertThat(refused.isLast()).isFalse();
    assertThat(refused.reason()).isEqualTo("api_connection");
  }

  private ApiConfig config() {
    return new ApiConfig(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/messages"),
        "user",
        new Secret("key"));
  }

  private static Map<String, String> parse(String body) {
    Map<String, String> fields = new TreeMap<>();
    for (String field : body.split("&", -1)) {
      int equals = field.indexOf('=');
      fields.put(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
    }
    return fields;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
