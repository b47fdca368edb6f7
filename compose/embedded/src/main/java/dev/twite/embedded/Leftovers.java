package dev.twite.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Servers that a launcher left behind because it was killed. */
public final class Leftovers {
  private static final Duration GRACE = Duration.ofSeconds(15);

  private Leftovers() {}

  /**
   * One server that was still running.
   *
   * @param server its name
   * @param pid its process, ended by now
   */
  public record Leftover(String server, long pid) {}

  /**
   * Ends what runs on for this data folder, in order if it can, and says what it was. Hold the
   * folder's {@link DataDir} while calling, so that it cannot be another launcher's.
   */
  public static List<Leftover> endIn(Path dataDir) {
    List<Leftover> ended = new ArrayList<>();
    List<ProcessHandle> running = new ArrayList<>();
    try {
      List<Path> files = files(dataDir.resolve("run"));
      for (Path file : files) {
        ProcessFile.read(file)
            .ifPresent(
                found ->
                    found
                        .running()
                        .ifPresent(
                            process -> {
                              Signals.resumeTree(process);
                              Signals.send(found.stopSignal(), List.of(process.pid()));
                              running.add(process);
                              ended.add(new Leftover(found.server(), found.pid()));
                            }));
      }
      for (ProcessHandle process : running) {
        if (!Signals.awaitEnd(process, GRACE)) {
          Signals.killTree(process);
        }
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ended;
  }

  private static List<Path> files(Path run) throws IOException {
    if (!Files.isDirectory(run)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(run)) {
      return files.filter(file -> file.toString().endsWith(".pid")).sorted().toList();
    }
  }
}
