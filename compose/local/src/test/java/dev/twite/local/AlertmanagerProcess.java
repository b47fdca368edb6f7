package dev.twite.local;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real Alertmanager with the deployment's configuration, filled in by its start script, on a port
 * and data of its own.
 */
final class AlertmanagerProcess extends ToolProcess {
  private static final Path FOLDER = Path.of("../alertmanager").toAbsolutePath().normalize();
  private static final String CHAT = "-1001";

  private AlertmanagerProcess(Path log, int port, Process process) {
    super("Alertmanager", log, port, process);
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param folder for its files
   */
  static AlertmanagerProcess start(TelegramStandIn telegram, Path folder) throws Exception {
    Path home = Files.createDirectories(folder.toAbsolutePath());
    Path log = home.resolve("alertmanager.log");
    Path config = Files.writeString(home.resolve("alertmanager.yml"), config(telegram, home));
    int port = FreeBase.next() + 1;
    Process process =
        launch(
            home,
            log,
            List.of(
                program(),
                "--config.file=" + config,
                "--storage.path=" + home.resolve("data"),
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + port));
    return ready(new AlertmanagerProcess(log, port, process));
  }

  /** Its own name, or Debian's. */
  private static String program() {
    return Installed.is("alertmanager") ? "alertmanager" : "prometheus-alertmanager";
  }

  /** For tests that need it. */
  static void orSkip() {
    Installed.orSkip(program());
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
}
