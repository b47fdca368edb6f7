package dev.twite.local;

import dev.twite.common.config.ConfigException;
import dev.twite.embedded.ServerException;
import java.util.List;

/**
 * The launcher behind {@code make run}. Ends with 0 or the signal's code after an end that was
 * asked for, 1 when a part failed, 2 when the command line or the settings are wrong.
 */
public final class LocalMain {
  private LocalMain() {}

  /** Arguments as {@link Options} has them. */
  public static void main(String[] args) {
    run(AllServices.list(), args);
  }

  /** The same with services of the caller's own. */
  static void run(List<LocalService> all, String[] args) {
    Progress progress = new Progress(System.out);
    Settings settings;
    try {
      settings = Settings.read(Options.parse(List.of(args)), all, System.getenv());
    } catch (LaunchException wrong) {
      progress.say(wrong.getMessage());
      System.exit(2);
      return;
    }
    System.exit(launch(settings, progress));
  }

  private static int launch(Settings settings, Progress progress) {
    try (Launcher launcher = new Launcher(settings, progress)) {
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform().name("stop").unstarted(() -> stop(launcher, progress)));
      launcher.start();
      progress.say(launcher.awaitExit().message());
      progress.say("Stopping the rest.");
      return 1;
    } catch (LaunchException | ServerException | ConfigException failed) {
      progress.say(failed.getMessage());
      return 1;
    } catch (InterruptedException stopping) {
      return 0;
    } catch (Exception failed) {
      progress.say("Can't start: " + causes(failed));
      return 1;
    }
  }

  private static void stop(Launcher launcher, Progress progress) {
    launcher.close();
    progress.say("Everything has stopped.");
  }

  /** A stack would hide what matters to a person; the logs have it. */
  private static String causes(Throwable failed) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      text.append(text.isEmpty() ? "" : "\n  because: ").append(cause);
    }
    return text.toString();
  }
}
