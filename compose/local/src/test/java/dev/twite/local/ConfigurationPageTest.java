package dev.twite.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.config.ConfigReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/configuration.md lists every setting that there is, as the code has it. */
class ConfigurationPageTest {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Path PAGE = ROOT.resolve("docs/configuration.md");
  private static final Path ENV = ROOT.resolve("compose/.env.example");
  private static final Pattern VARIABLE = Pattern.compile("TWITE_[A-Z0-9_]*[A-Z0-9]\\b(?!_)");

  @Test
  void thePageInDocsIsWhatTheServicesRead() throws IOException {
    ConfigurationPage settings = new ConfigurationPage(AllServices.list());
    ConfigReader launcher = new ConfigReader("local", Map.of());
    Settings.readOwn(launcher);
    String page =
        template()
            .replace("{{shared}}", settings.shared().stripTrailing())
            .replace("{{own}}", settings.own().stripTrailing())
            .replace("{{launcher}}", ConfigurationPage.of(launcher).stripTrailing())
            .replace("{{options}}", Options.USAGE)
            .replace("{{secrets}}", secrets())
            .replace("{{env}}", Files.readString(ENV).stripTrailing());
    Path made = Path.of("target", "configuration.md");
    Files.writeString(made, page);
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as("settings have changed: copy %s to docs/", made.toAbsolutePath())
        .isEqualTo(page);
  }

  /**
   * Those that no configuration class reads, and those that other pages speak of, are on it too.
   */
  @Test
  void everySettingNamedInSourcesAndReadmesIsOnThePage() throws IOException {
    Set<String> missing = new TreeSet<>();
    Set<String> listed = names(Files.readString(PAGE));
    for (Path file : files()) {
      for (String name : names(withoutComments(Files.readString(file)))) {
        if (!isListed(name.replaceFirst("_FILE$", ""), listed)) {
          missing.add(name + " in " + ROOT.relativize(file));
        }
      }
    }
    assertThat(missing).as("settings that docs/configuration.md does not list").isEmpty();
  }

  private static String template() throws IOException {
    try (var text = ConfigurationPageTest.class.getResourceAsStream("/configuration.md")) {
      return new String(text.readAllBytes(), UTF_8);
    }
  }

  private static String secrets() {
    List<String> names = new ArrayList<>(Infra.secretNames());
    names.addAll(ServiceEnv.secretNames(List.of()));
    return names.stream().sorted().map(name -> "`" + name + "`").collect(joining(", "));
  }

  private static List<Path> files() {
    List<Path> all = new ArrayList<>();
    for (String tree : List.of("", "compose")) {
      try (Stream<Path> modules = Files.list(ROOT.resolve(tree))) {
        for (Path module : modules.filter(Files::isDirectory).sorted().toList()) {
          all.addAll(under(module.resolve("src/main"), "(java|xml)"));
          all.addAll(under(module.resolve("bin"), ".*"));
          all.addAll(Stream.of(module.resolve("README.md")).filter(Files::exists).toList());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    all.add(ROOT.resolve("README.md"));
    return all;
  }

  private static List<Path> under(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Pattern name = Pattern.compile(ending.equals(".*") ? ".*" : ".*\\." + ending);
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile)
          .filter(file -> name.matcher(file.getFileName().toString()).matches())
          .toList();
    }
  }

  /** Comments have names made up to show how names are made. */
  private static String withoutComments(String source) {
    return source
        .lines()
        .filter(line -> !line.strip().matches("(\\*|//|/\\*).*"))
        .collect(joining("\n"));
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    Matcher name = VARIABLE.matcher(text);
    while (name.find()) {
      names.add(name.group());
    }
    return names;
  }

  /** {@code TWITE_TWEET_PG_POOL} is told of as {@code TWITE_PG_POOL}, an address as any other. */
  private static boolean isListed(String name, Set<String> listed) {
    if (listed.contains(name)) {
      return true;
    }
    return AllServices.list().stream()
        .map(service -> service.variable(""))
        .filter(name::startsWith)
        .map(start -> name.substring(start.length()))
        .anyMatch(key -> key.equals("ADDR") || listed.contains("TWITE_" + key));
  }
}
