package dev.twite.media.store;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What a process that was killed left half done, in a folder that others may be using. */
public final class Leftovers {
  /** Nobody works on anything as long. */
  private static final Duration OLD = Duration.ofHours(6);

  private Leftovers() {}

  /** Removes what begins with {@code prefix} and was not touched for hours. */
  public static void remove(Path folder, String prefix, Clock clock) throws IOException {
    Instant before = clock.instant().minus(OLD);
    try (var all = Files.list(folder)) {
      for (Path one : all.toList()) {
        if (one.getFileName().toString().startsWith(prefix)
            && Files.getLastModifiedTime(one).toInstant().isBefore(before)) {
          MoreFiles.deleteRecursively(one, RecursiveDeleteOption.ALLOW_INSECURE);
        }
      }
    }
  }
}
