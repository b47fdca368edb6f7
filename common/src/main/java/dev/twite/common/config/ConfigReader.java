package dev.twite.common.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads one service's configuration from environment variables. {@code TWITE_<SERVICE>_<KEY>} wins
 * over {@code TWITE_<KEY>}, so that sixteen services can share one environment. Each may be given
 * as a file instead: {@link ValueFiles}.
 *
 * <p>Faults are gathered, not thrown: {@link #finish()} throws one {@link ConfigException} that
 * names them all. Until then a faulty value reads as its default (or a harmless placeholder) and
 * must not be used.
 */
public final class ConfigReader {
  private final String service;
  private final String prefix;
  private final Map<String, String> env;
  private final Set<String> faults = new LinkedHashSet<>();
  private final Set<String> known = new TreeSet<>();
  private final List<ConfigKey> keys = new ArrayList<>();

  /** What was read from files, by key: messages must not quote it. */
  private final Map<String, Held> held = new HashMap<>();

  /**
   * @param service the service's short name, e.g. {@code tweet}
   * @param env all variables, usually {@code System.getenv()}
   */
  public ConfigReader(String service, Map<String, String> env) {
    this.service = service;
    this.prefix = "TWITE_" + service.toUpperCase(Locale.ROOT) + "_";
    this.env = Map.copyOf(env);
    // TWITE_TWEET_ADDR tells the others where svc-tweet is; to svc-tweet it only looks like one of
    // its own keys.
    known.add("ADDR");
  }

  public String service() {
    return service;
  }

  public String string(String key, String fallback, String meaning) {
    return read(key, Optional.of(fallback), meaning, Function.identity(), fallback);
  }

  public String required(String key, String meaning) {
    return read(key, Optional.empty(), meaning, Function.identity(), "");
  }

  public boolean flag(String key, boolean fallback, String meaning) {
    return read(key, Optional.of(Boolean.toString(fallback)), meaning, Parsers::flag, fallback);
  }

  /** A whole number from {@code min} to {@code max}. */
  public int integer(String key, int fallback, int min, int max, String meaning) {
    String range = meaning + " (" + min + " to " + max + ")";
    return read(
        key,
        Optional.of(Integer.toString(fallback)),
        range,
        text -> Parsers.integer(text, min, max),
        fallback);
  }

  /** A time such as {@code 250ms}, {@code 2s}, {@code 15m}, {@code 24h}, {@code 30d}. */
  public Duration duration(String key, Duration fallback, String meaning) {
    String text =
        fallback.toMillis() % 1000 == 0 ? fallback.toSeconds() + "s" : fallback.toMillis() + "ms";
    return read(key, Optional.of(text), meaning, Parsers::duration, fallback);
  }

  public URI uri(String key, Set<String> schemes, String meaning) {
    return read(
        key,
        Optional.empty(),
        meaning,
        text -> Parsers.uri(text, schemes),
        URI.create("invalid:/"));
  }

  /** A password handed out by another system; any length. */
  public Secret password(String key, String meaning) {
    return read(key, Optional.empty(), meaning, Secret::new, new Secret(""));
  }

  /** A key of our own: at least 32 bytes, and none of the values that examples use (S21). */
  public Secret secret(String key, String meaning) {
    return read(key, Optional.empty(), meaning, Parsers::secret, new Secret(""));
  }

  public <E extends Enum<E>> E choice(String key, Class<E> type, E fallback, String meaning) {
    return read(
        key,
        Optional.of(fallback.name().toLowerCase(Locale.ROOT)),
        meaning,
        text -> Parsers.choice(text, type),
        fallback);
  }

  /** Adds a fault found by a config class itself, e.g. two values that don't go together. */
  public void fault(String key, String problem) {
    Held file = held.get(key);
    if (file == null) {
      faults.add("TWITE_" + key + ": " + problem);
    } else {
      faults.add(file.name() + ": what " + file.path() + " holds is not " + file.meaning());
    }
  }

  /** The keys read so far, for the reference page. */
  public List<ConfigKey> keys() {
    return List.copyOf(keys);
  }

  /**
   * Throws when anything was wrong.
   *
   * @throws ConfigException with every fault, unknown {@code TWITE_<SERVICE>_*} variables among
   *     them
   */
  public void finish() {
    for (String name : new TreeSet<>(env.keySet())) {
      if (name.startsWith(prefix)) {
        String rest = name.substring(prefix.length());
        String suffix = rest.endsWith(ValueFiles.SUFFIX) ? ValueFiles.SUFFIX : "";
        String key = rest.substring(0, rest.length() - suffix.length());
        if (!known.contains(key)) {
          faults.add(name + ": unknown; " + nearest(key, suffix));
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(service, List.copyOf(faults));
    }
  }

  private <T> T read(
      String key,
      Optional<String> fallback,
      String meaning,
      Function<String, T> parser,
      T placeholder) {
    if (key.endsWith(ValueFiles.SUFFIX)) {
      throw new IllegalArgumentException(key + " reads as the file of another setting");
    }
    known.add(key);
    keys.add(new ConfigKey("TWITE_" + key, fallback, meaning));
    String name = ValueFiles.isSet(env, prefix + key) ? prefix + key : "TWITE_" + key;
    Optional<ValueFiles.Value> found;
    try {
      found = ValueFiles.find(env, name);
    } catch (ValueFiles.Unusable unusable) {
      faults.add(unusable.getMessage());
      return placeholder;
    }
    if (found.isEmpty()) {
      if (fallback.isEmpty()) {
        faults.add(name + ": missing; set it to " + meaning);
      }
      return placeholder;
    }
    Optional<String> file = found.get().file();
    file.ifPresent(path -> held.put(key, new Held(name + ValueFiles.SUFFIX, path, meaning)));
    try {
      return parser.apply(found.get().text().strip());
    } catch (BadValue bad) {
      faults.add(
          file.map(path -> name + ValueFiles.SUFFIX + ": " + path + ": " + bad.getMessage())
                  .orElseGet(() -> name + ": " + bad.quoting())
              + "; it is "
              + meaning);
      return placeholder;
    }
  }

  private String nearest(String key, String suffix) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(candidate, key)))
        .map(candidate -> "did you mean " + prefix + candidate + suffix + "?")
        .orElse("no such setting");
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(swap, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }

  private record Held(String name, String path, String meaning) {}
}
