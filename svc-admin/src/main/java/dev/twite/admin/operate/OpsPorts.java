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
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

  /**
   * @throws HttpTimeoutException when the whole answer isn't there in time
   */
  Answer get(String service, String path, Duration patience)
      throws IOException, InterruptedException {
    return send(request(service, path).GET(), patience);
  }

  /** With a call token: what follows costs work. */
  Answer post(String service, String path, Duration patience)
      throws IOException, InterruptedException {
    return send(
        request(service, path)
            .header("Authorization", "Bearer " + tokens.mint(service, Optional.empty()))
            .POST(BodyPublishers.noBody()),
        patience);
  }

  private HttpRequest.Builder request(String service, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + addresses.get(service) + path));
  }

  // A request's own timeout ends with the headers: a body may drip for ever.
  private Answer send(HttpRequest.Builder request, Duration patience)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> asked =
        client.sendAsync(request.build(), BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> answer = asked.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return new Answer(answer.statusCode(), answer.body());
    } catch (TimeoutException late) {
      throw new HttpTimeoutException("Did not answer in time");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException away ? away : new IOException(failed);
    } finally {
      asked.cancel(true);
    }
  }
}
