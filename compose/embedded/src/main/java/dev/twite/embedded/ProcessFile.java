package dev.twite.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who runs for a server, kept in {@code run/<server>.pid}: the pid alone would name a stranger once
 * the system has given the number away again, so the start instant goes with it.
 */
record ProcessFile(String server, long pid, Instant startedAt, String stopSignal) {
  /** The system derives the instant from its clock, which may have been corrected by a little. */
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

  static ProcessFile of(String server, ProcessHandle process, String stopSignal) {
    Instant startedAt = process.info().startInstant().orElse(Instant.EPOCH);
    return new ProcessFile(server, process.pid(), startedAt, stopSignal);
  }

  static Path path(Path dataDir, String server) {
    return dataDir.resolve("run").resolve(server + ".pid");
  }

  void write(Path dataDir) throws IOException {
    Path path = path(dataDir, server);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "%d %s %s\n".formatted(pid, startedAt, stopSignal));
  }

  /** Empty when the file is not one of ours. */
  static Optional<ProcessFile> read(Path path) {
    try {
      String[] parts = Files.readString(path).strip().split(" ", -1);
      String server = path.getFileName().toString().replaceFirst("\\.pid$", "");
      return parts.length == 3
          ? Optional.of(
              new ProcessFile(server, Long.parseLong(parts[0]), Instant.parse(parts[1]), parts[2]))
          : Optional.empty();
    } catch (NumberFormatException | java.time.format.DateTimeParseException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process, if it still is the one that was written down. */
  Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(process -> !Signals.hasEnded(process))
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .filter(at -> Duration.between(at, startedAt).abs().compareTo(CLOCK_SLACK) <= 0)
                    .isPresent());
  }
}
