package dev.twite.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** One server's HTTP door. Keeps connections open and uses them again. */
public final class Http {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** With the pauses below about half a minute: longer than a restart of anything. */
  private static final int TRIES = 25;

  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  public Http(URI base) {
    this.base = base;
  }

  /** What came back. */
  public record Answer(int status, byte[] body, long retryAfterMillis) {
    public boolean isSuccess() {
      return status / 100 == 2;
    }

    /** Refused for now, or not known whether it was done. */
    public boolean isPassing() {
      return status == 429 || status >= 500;
    }
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(TIMEOUT)
        .header("Accept", "application/json");
  }

  public Answer once(HttpRequest request) throws IOException {
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      long retryAfter =
          response.headers().firstValue("Retry-After").map(Long::parseLong).orElse(0L) * 1_000;
      return new Answer(response.statusCode(), response.body(), retryAfter);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted", interrupted);
    }
  }

  /** Repeats while the server refuses or breaks off: only for what may be done twice. */
  public Answer patiently(HttpRequest request) {
    long pause = 50;
    String last = "";
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try {
        Answer answer = once(request);
        if (!answer.isPassing()) {
          return answer;
        }
        pause = Math.max(pause, answer.retryAfterMillis());
        last = "status " + answer.status();
      } catch (IOException broken) {
        last = broken.toString();
      }
      pause = Math.min(pause, LONGEST_PAUSE_MILLIS);
      LockSupport.parkNanos(Duration.ofMillis(pause).toNanos());
      pause *= 2;
    }
    throw new BenchException(
        request.method() + " " + request.uri() + " failed " + TRIES + " times; last: " + last);
  }

  /** Fails, saying what to do, when no Twite answers. */
  public void requireServer() {
    try {
      Answer answer = once(request("/readyz").build());
      if (!answer.isSuccess()) {
        throw new BenchException(base + " is not ready: /readyz answers " + answer.status());
      }
    } catch (ConnectException nobody) {
      throw new BenchException(
          "Nothing listens at "
              + base
              + ". Start Twite there (make run), say where it is (URL=…), or add RUN=1.",
          nobody);
    } catch (IOException broken) {
      throw new BenchException(base + " does not answer: " + broken, broken);
    }
  }
}
