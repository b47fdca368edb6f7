package dev.twite.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** compose/docker-compose.yml as Compose reads it: anchors merged, {@code ${…}} filled in. */
final class ComposeFile {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::-([^}]*))?}|\\$\\$");
  private static final String SECRETS = "/run/secrets/";

  private final Map<String, Map<String, Object>> services;
  private final Map<String, Object> secrets;
  private final Map<String, String> settings;

  /**
   * @param settings as in compose/.env
   */
  ComposeFile(Path file, Map<String, String> settings) {
    this.settings = settings;
    Map<String, Object> all = read(file);
    this.services =
        map(all.get("services")).entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    one -> map(one.getValue()),
                    (a, b) -> a,
                    LinkedHashMap::new));
    this.secrets = map(all.get("secrets"));
  }

  /** The containers of a profile, by name; not those that every profile has. */
  List<String> of(String profile) {
    return services.keySet().stream()
        .filter(name -> list(name, "profiles").contains(profile))
        .toList();
  }

  /**
   * What a container's program sees: variables without a value only where the settings have one.
   */
  Map<String, String> environment(String service) {
    Map<String, String> env = new TreeMap<>();
    map(services.get(service).get("environment"))
        .forEach(
            (name, value) -> {
              String text = value == null ? settings.get(name) : filled(value.toString());
              if (text != null) {
                env.put(name, text);
              }
            });
    return env;
  }

  /** The files that a container finds, by path: which of the secrets each of them is. */
  Map<String, String> secretFiles(String service) {
    Map<String, String> files = new TreeMap<>();
    for (Object entry : list(service, "secrets")) {
      String source =
          entry instanceof Map<?, ?> pair ? (String) pair.get("source") : (String) entry;
      String target = entry instanceof Map<?, ?> pair ? (String) pair.get("target") : source;
      files.put(target.startsWith("/") ? target : SECRETS + target, source);
    }
    return files;
  }

  /** The file of a secret, from compose/ on. */
  Map<String, String> secrets() {
    Map<String, String> files = new TreeMap<>();
    secrets.forEach((name, entry) -> files.put(name, (String) map(entry).get("file")));
    return files;
  }

  /** The most that a container may have, in MiB. */
  int memory(String service) {
    Map<String, Object> deploy = map(services.get(service).get("deploy"));
    Map<String, Object> limits = map(map(deploy.get("resources")).get("limits"));
    String text = filled((String) limits.get("memory"));
    int number = Integer.parseInt(text.substring(0, text.length() - 1));
    return text.endsWith("G") ? number << 10 : number;
  }

  private List<?> list(String service, String key) {
    return (List<?>) services.get(service).getOrDefault(key, List.of());
  }

  private String filled(String text) {
    return VARIABLE.matcher(text).replaceAll(one -> Matcher.quoteReplacement(value(one)));
  }

  private String value(MatchResult variable) {
    if (variable.group(1) == null) {
      return "$";
    }
    String set = settings.getOrDefault(variable.group(1), "");
    String fallback = variable.group(2);
    // `:-` stands in for what is empty too.
    return set.isEmpty() && fallback != null ? fallback : set;
  }

  private static Map<String, Object> read(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    // Against files made to exhaust us; this one repeats itself on purpose.
    options.setMaxAliasesForCollections(1_000);
    try {
      return map(new Yaml(new SafeConstructor(options)).load(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }
}
