package dev.twite.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real program of Prometheus' family that a test starts, on a port of this machine. */
abstract class ToolProcess implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(90);
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final int POLL_MILLIS = 15;
  private static final int QUOTED_LINES = 20;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(15)).build();
  private final String name;
  private final Path log;
  private final int port;
  private final Process process;

  ToolProcess(String name, Path log, int port, Process process) {
    this.name = name;
    this.log = log;
    this.port = port;
    this.process = process;
  }

  /** Starts a program that says what it says into a file. */
  static Process launch(Path home, Path log, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    // For a test JVM that is ended before the test closes it.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  /** Itself when it is ready; closed when it does not become so. */
  static <T extends ToolProcess> T ready(T started) throws Exception {
    try {
      started.awaitReady();
      return started;
    } catch (Exception | Error failed) {
      started.close();
      throw failed;
    }
  }

  final void awaitReady() throws InterruptedException {
    long end = System.nanoTime() + READY.toNanos();
    while (!isReady()) {
      if (!process.isAlive()) {
        throw new AssertionError(name + " ended, " + process.exitValue() + said());
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(name + " is not ready after " + READY + said());
      }
      boolean unused = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return send(request("/-/ready").GET()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  final String address() {
    return "127.0.0.1:" + port;
  }

  final URI url() {
    return URI.create("http://" + address());
  }

  final long pid() {
    return process.pid();
  }

  final HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(45));
  }

  final HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** The end of its log, for a failure's message. */
  final String said() {
    try {
      List<String> lines = Files.readAllLines(log);
      int from = Math.max(0, lines.size() - QUOTED_LINES);
      return ". It said:\n  " + String.join("\n  ", lines.subList(from, lines.size()));
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  /** Ends it; by force when it has not ended in time. */
  @Override
  public final void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
