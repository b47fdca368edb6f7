package dev.twite.local;

import dev.twite.common.config.ConfigException;
import dev.twite.common.config.ConfigReader;
import dev.twite.embedded.ServerException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code make backup} and {@code make restore} of the data of {@code make run}. Ends with 0, 1 when
 * it could not be done, 2 when the command line or the settings are wrong.
 */
public final class BackupMain {
  private static final String USAGE =
      """
      Usage: keep backup [--to=FOLDER]             a copy of the data folder, .twite or TWITE_DATA_DIR; Twite has to be stopped
             keep restore --from=FILE [--force]    puts such a copy in its place; --force: also where there are data\
      """;

  private BackupMain() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args), System.getenv(), System.out));
  }

  static int run(List<String> arguments, Map<String, String> env, PrintStream out) {
    try {
      Path dataDir = dataDir(env);
      List<String> rest = new ArrayList<>(arguments);
      String command = rest.isEmpty() ? "" : rest.remove(0);
      if (command.equals("backup") && rest.size() <= 1) {
        String to = rest.isEmpty() ? "backups" : valueOf("--to=", rest.get(0));
        backup(dataDir, Path.of(to).toAbsolutePath().normalize(), out);
      } else if (command.equals("restore") && !rest.isEmpty()) {
        boolean force = rest.remove("--force");
        restore(dataDir, rest, force, out);
      } else {
        throw new Wrong("");
      }
      return 0;
    } catch (Wrong | ConfigException wrong) {
      out.println((wrong.getMessage() + "\n" + USAGE).strip());
      return 2;
    } catch (LaunchException | ServerException refused) {
      out.println(refused.getMessage());
    } catch (IOException failed) {
      out.println("It failed, and nothing was changed: " + failed.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return 1;
  }

  private static void backup(Path dataDir, Path to, PrintStream out)
      throws IOException, InterruptedException {
    out.println("Saving " + dataDir + " …");
    Path archive = Backup.write(dataDir, to, Clock.systemUTC());
    out.println("Saved in " + archive);
    out.println("Its secrets are in the file beside it; keep that one somewhere else.");
  }

  private static void restore(Path dataDir, List<String> rest, boolean force, PrintStream out)
      throws IOException, InterruptedException {
    if (rest.size() != 1) {
      throw new Wrong("Say which backup: --from=FILE");
    }
    Path archive = Path.of(valueOf("--from=", rest.get(0))).toAbsolutePath().normalize();
    Restore.Done done = Restore.from(archive, dataDir, force);
    done.aside().ifPresent(aside -> out.println("What was there before is in " + aside));
    done.left()
        .ifPresent(left -> out.println("Could not delete " + left + ", which is not needed."));
    out.println(
        "Restored %s, written by version %s. Start it: make run"
            .formatted(dataDir, done.version()));
  }

  private static Path dataDir(Map<String, String> env) {
    ConfigReader config = new ConfigReader("local", env);
    Settings.Own own = Settings.readOwn(config);
    config.finish();
    return Path.of(own.dataDir()).toAbsolutePath().normalize();
  }

  private static String valueOf(String option, String argument) {
    if (!argument.startsWith(option) || argument.length() == option.length()) {
      throw new Wrong("Unknown option " + argument);
    }
    return argument.substring(option.length());
  }

  /** A command line that can't be meant. */
  private static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Wrong(String message) {
      super(message);
    }
  }
}
