package dev.twite.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.MapDifference;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/PROMISES.md names, for each promise, the test classes that prove it: those and no others.
 */
class PromisesTest {
  private static final Path ROOT = root();
  private static final Pattern TEST = Pattern.compile("void\\s+(\\w+_[RS]\\d+\\w*)\\s*\\(");
  private static final Pattern NUMBER = Pattern.compile("_([RS]\\d+)(?!\\d)");
  private static final Pattern ROW =
      Pattern.compile("^\\| ([RS]\\d+) \\| [^|]+ \\| ([^|]+) \\|$", Pattern.MULTILINE);

  @Test
  void everyProofIsListedAndEveryListedOneIsThere() throws IOException {
    MapDifference<String, String> rows = Maps.difference(listed(), proved());
    assertThat(rows.entriesOnlyOnRight()).as("proofs without a row in docs/PROMISES.md").isEmpty();
    assertThat(rows.entriesOnlyOnLeft()).as("rows of docs/PROMISES.md without a proof").isEmpty();
    assertThat(rows.entriesDiffering())
        .as("rows of docs/PROMISES.md, (what it says, what it should say)")
        .isEmpty();
  }

  private static Map<String, String> listed() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(ROOT.resolve("docs/PROMISES.md")));
    while (row.find()) {
      rows.put(row.group(1), row.group(2));
    }
    return rows;
  }

  private static Map<String, String> proved() throws IOException {
    Map<String, TreeSet<String>> proofs = new TreeMap<>();
    for (Path file : testSources()) {
      String source = Files.readString(file);
      Matcher test = TEST.matcher(source);
      while (test.find()) {
        Matcher number = NUMBER.matcher(test.group(1));
        while (number.find()) {
          proofs.computeIfAbsent(number.group(1), none -> new TreeSet<>()).add(name(file, source));
        }
      }
    }
    Map<String, String> rows = new TreeMap<>();
    proofs.forEach((number, names) -> rows.put(number, String.join(", ", names)));
    return rows;
  }

  private static String name(Path file, String source) {
    String type = file.getFileName().toString().replace(".java", "");
    String module = ROOT.relativize(file).toString().replaceAll("/src/.*", "");
    return (source.contains("@Tag(\"verify\")") ? "**" + type + "**" : type) + " (" + module + ")";
  }

  private static List<Path> testSources() throws IOException {
    try (Stream<Path> modules = Files.walk(ROOT, 2)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(PromisesTest::javaFiles)
          .collect(Collectors.toList());
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/PROMISES.md"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
