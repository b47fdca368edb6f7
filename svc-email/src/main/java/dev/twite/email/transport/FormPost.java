package dev.twite.email.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Posts a form to a provider, with HTTP Basic. Follows no redirect: the key is for one address. */
final class FormPost {
  private final ApiConfig config;
  private final String prefix;
  private final HttpClient http;

  /**
   * @param prefix of the reasons in refusals
   */
  FormPost(ApiConfig config, String prefix) {
    this.config = config;
    this.prefix = prefix;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(ApiConfig.CONNECT)
            .build();
  }

  /** Returns when the provider has taken the form. */
  void send(Map<String, String> fields) throws RefusedException {
    String form =
        fields.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    String login = config.user() + ":" + config.key().reveal();
    HttpRequest request =
        HttpRequest.newBuilder(config.url())
            .timeout(ApiConfig.ANSWER)
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      check(http.send(request, BodyHandlers.discarding()).statusCode());
    } catch (IOException away) {
      throw RefusedException.forNow(prefix + "_connection");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw RefusedException.forNow(prefix + "_interrupted");
    }
  }

  // A wrong key or address, and a redirect, are faults of the settings, which somebody may mend.
  private void check(int status) throws RefusedException {
    String reason = prefix + "_" + status;
    switch (status) {
      case 200, 201, 202 -> {}
      case 400, 413, 422 -> throw RefusedException.forGood(reason);
      default -> throw RefusedException.forNow(reason);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
