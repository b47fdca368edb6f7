package dev.twite.admin.operate;

import dev.twite.admin.AdminConfig;
import dev.twite.common.boot.Component;
import dev.twite.common.identity.CallTokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The operations ports of all services ({@code TWITE_ADMIN_OPS}). */
public final class OpsPorts implements Component {
  private static final Duration CONNECT = Duration.ofSeconds(1);

  private final Map<String, String> addresses;
  private final CallTokens tokens;
  private HttpClient client;

  /** What a port answered. */
  record Answer(int status, byte[] body) {
    String text() {
      return new String(body, java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @Inject
  OpsPorts(AdminConfig config, CallTokens tokens) {
    this.addresses = config.ops();
    this.tokens = tokens;
  }

  @Override
  public void start() {
    client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  }

  @Override
  public void stop() {
    if (client != null) {
      client.shutdownNow();
    }
  }

  /** {@code host:port} by service. */
  Map<String, String> addresses() {
    return addresses;
  }

  Answer get(String service, String path, Duration patience)
      throws IOException, InterruptedException {
    return send(request(service, path, patience).GET());
  }

  /** With a call token: what follows costs work. */
  Answer post(String service, String path, Duration patience)
      throws IOException, InterruptedException {
    return send(
        request(service, path, patience)
            .header("Authorization", "Bearer " + tokens.mint(service, Optional.empty()))
            .POST(BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String service, String path, Duration patience) {
    return HttpRequest.newBuilder(URI.create("http://" + addresses.get(service) + path))
        .timeout(patience);
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
    return new Answer(answer.statusCode(), answer.body());
  }
}
