package dev.twite.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The deployment's rules in a time that runs ten times as fast: windows of a tenth, and waits of a
 * tenth but 15 s at least, for any thread of a busy machine may stop for 10 s.
 */
final class QuickRules {
  private static final Path RULES = Path.of("../prometheus/rules");
  private static final Pattern WINDOW = Pattern.compile("(?<=\\[|:)([0-9]+)(s|m|h)(?=\\]|:[0-9])");
  private static final Pattern WAIT =
      Pattern.compile("(?<=    for: )([0-9]+)(s|m|h)$", Pattern.MULTILINE);
  private static final int TIMES = 10;
  private static final int LEAST_WAIT = 15;

  private QuickRules() {}

  /** Writes them into a folder. */
  static void into(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(RULES)) {
      for (Path file : files.toList()) {
        Files.writeString(folder.resolve(file.getFileName()), quick(Files.readString(file)));
      }
    }
  }

  static String quick(String rules) {
    String windows = WINDOW.matcher(rules).replaceAll(window -> seconds(window) / TIMES + "s");
    return WAIT.matcher(windows)
        .replaceAll(wait -> Math.max(LEAST_WAIT, seconds(wait) / TIMES) + "s");
  }

  private static int seconds(MatchResult duration) {
    int number = Integer.parseInt(duration.group(1));
    return switch (duration.group(2)) {
      case "h" -> number * 3_600;
      case "m" -> number * 60;
      default -> number;
    };
  }
}
