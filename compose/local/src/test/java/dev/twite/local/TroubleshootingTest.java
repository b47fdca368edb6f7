package dev.twite.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/troubleshooting.md quotes messages: people search for them, so they must be the code's. */
class TroubleshootingTest {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Pattern FIRST_CELL =
      Pattern.compile("^\\| ([^|]*`[^|]*) \\|", Pattern.MULTILINE);
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final int SHORTEST = 8;

  @Test
  void everyMessageIsOneOfTheCode() throws IOException {
    String code = code();
    List<String> messages = messages();
    assertThat(messages).hasSizeGreaterThan(25);
    assertThat(messages)
        .allSatisfy(message -> assertThat(code.contains(message)).as(message).isTrue());
  }

  /** The parts of quoted messages between what varies; single words are settings and paths. */
  private static List<String> messages() throws IOException {
    List<String> parts = new ArrayList<>();
    Matcher cell = FIRST_CELL.matcher(Files.readString(ROOT.resolve("docs/troubleshooting.md")));
    while (cell.find()) {
      Matcher quoted = QUOTED.matcher(cell.group(1));
      while (quoted.find() && !cell.group(1).contains("(Flyway's)")) {
        for (String part : quoted.group(1).split("…", -1)) {
          if (part.strip().length() >= SHORTEST && part.strip().contains(" ")) {
            parts.add(part.strip());
          }
        }
      }
    }
    return parts;
  }

  /** All sources, with strings that go over several lines in one. */
  private static String code() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String tree : List.of("", "compose")) {
      try (Stream<Path> modules = Files.list(ROOT.resolve(tree))) {
        for (Path module : modules.filter(Files::isDirectory).sorted().toList()) {
          append(all, module.resolve("src/main/java"));
          append(all, module.resolve("bin"));
        }
      }
    }
    return all.toString().replaceAll("\"\\s*\\+\\s*\"", "");
  }

  private static void append(StringBuilder all, Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          all.append(Files.readString(file)).append('\n');
        }
      }
    }
  }
}
