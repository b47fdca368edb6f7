package dev.twite.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A real Alertmanager with the deployment's configuration, filled in by its start script, on a port
 * and data of its own.
 */
final class AlertmanagerProcess implements AutoCloseable {
  private static final Path FOLDER = Path.of("../alertmanager").toAbsolutePath().normalize();
  private static final String CHAT = "-1001";
  private static final Duration READY = Duration.ofSeconds(90);
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final int POLL_MILLIS = 15;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final int port;

  private AlertmanagerProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param home for its files
   */
  static AlertmanagerProcess start(TelegramStandIn telegram, Path home) throws Exception {
    Path log = Files.createDirectories(home).resolve("alertmanager.log");
    Path config = Files.writeString(home.resolve("alertmanager.yml"), config(telegram, home));
    int port = FreeBase.next() + 1;
    Process process =
        new ProcessBuilder(
                program(),
                "--config.file=" + config,
                "--storage.path=" + home.resolve("data"),
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    // For a test JVM that is ended before the test closes it.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    AlertmanagerProcess started = new AlertmanagerProcess(process, log, port);
    try {
      started.awaitReady();
      return started;
    } catch (Exception | Error failed) {
      started.close();
      throw failed;
    }
  }

  /** Its own name, or Debian's. */
  private static String program() {
    return Installed.is("alertmanager") ? "alertmanager" : "prometheus-alertmanager";
  }

  /** For tests that need it. */
  static void orSkip() {
    Installed.orSkip(program());
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /**
   * What the container would start with, but quicker to tell: a second in place of half a minute.
   */
  private static String config(TelegramStandIn telegram, Path home) throws Exception {
    Path secrets = Files.createDirectories(home.resolve("secrets"));
    Files.writeString(secrets.resolve("telegram_bot_token"), TelegramStandIn.TOKEN);
    Files.writeString(secrets.resolve("watchdog_url"), telegram.alive().toString());
    // With the secrets in its text, as Alertmanager 0.25 wants them and every later one takes them.
    ProcessBuilder script =
        new ProcessBuilder("sh", FOLDER.resolve("start.sh").toString(), "--print", "--inline")
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    script.environment().put("CONF", FOLDER.toString());
    script.environment().put("SECRETS", secrets.toString());
    script.environment().put("TWITE_TELEGRAM_CHAT_ID", CHAT);
    script.environment().put("TWITE_TELEGRAM_API", telegram.api().toString());
    Process printing = script.start();
    String text = new String(printing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (printing.waitFor() != 0) {
      throw new AssertionError("start.sh ended with " + printing.exitValue());
    }
    return text.replaceAll("group_wait: \\w+", "group_wait: 1s")
        .replaceAll("group_interval: \\w+", "group_interval: 5s");
  }

  private void awaitReady() throws Exception {
    long end = System.nanoTime() + READY.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("Alertmanager does not start:\n" + Files.readString(log));
      }
      boolean unused = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      URI ready = URI.create("http://" + address() + "/-/ready");
      HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(45)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Ends it; by force when it has not ended in time. */
  @Override
  public void close() {
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
