package dev.twite.common.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads one service's configuration from environment variables. {@code TWITE_<SERVICE>_<KEY>} wins
 * over {@code TWITE_<KEY>}, so that sixteen services can share one environment.
 *
 * <p>Faults are gathered, not thrown: {@link #finish()} throws one {@link ConfigException} that
 * names them all. Until then a faulty value reads as its default (or a harmless placeholder) and
 * must not be used.
 */
public final class ConfigReader {
  private static final int MIN_SECRET_BYTES = 32;
  private static final Set<String> KNOWN_BAD_SECRETS =
      Set.of(
          "changeme", "change-me", "secret", "password", "default", "example", "twite", "insecure");

  private final String service;
  private final String prefix;
  private final Map<String, String> env;
  private final List<String> faults = new ArrayList<>();
  private final Set<String> known = new TreeSet<>();
  private final List<ConfigKey> keys = new ArrayList<>();

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
    return read(
        key, Optional.of(Boolean.toString(fallback)), meaning, ConfigReader::parseFlag, fallback);
  }

  /** A whole number from {@code min} to {@code max}. */
  public int integer(String key, int fallback, int min, int max, String meaning) {
    String range = meaning + " (" + min + " to " + max + ")";
    return read(
        key,
        Optional.of(Integer.toString(fallback)),
        range,
        text -> parseInt(text, min, max),
        fallback);
  }

  /** A share, 0 to 1. */
  public double share(String key, String fallback, String meaning) {
    return read(
        key,
        Optional.of(fallback),
        meaning + " (0 to 1)",
        ConfigReader::parseShare,
        Double.parseDouble(fallback));
  }

  /** A time such as {@code 250ms}, {@code 2s}, {@code 15m}, {@code 24h}, {@code 30d}. */
  public Duration duration(String key, Duration fallback, String meaning) {
    String text =
        fallback.toMillis() % 1000 == 0 ? fallback.toSeconds() + "s" : fallback.toMillis() + "ms";
    return read(key, Optional.of(text), meaning, ConfigReader::parseDuration, fallback);
  }

  public URI uri(String key, Set<String> schemes, String meaning) {
    return read(
        key, Optional.empty(), meaning, text -> parseUri(text, schemes), URI.create("invalid:/"));
  }

  /** A password handed out by another system; any length. */
  public Secret password(String key, String meaning) {
    return read(key, Optional.empty(), meaning, Secret::new, new Secret(""));
  }

  /** A key of our own: at least 32 bytes, and none of the values that examples use (S21). */
  public Secret secret(String key, String meaning) {
    return read(key, Optional.empty(), meaning, ConfigReader::parseSecret, new Secret(""));
  }

  public <E extends Enum<E>> E choice(String key, Class<E> type, E fallback, String meaning) {
    return read(
        key,
        Optional.of(fallback.name().toLowerCase(Locale.ROOT)),
        meaning,
        text -> parseChoice(text, type),
        fallback);
  }

  /** Adds a fault found by a config class itself, e.g. two values that don't go together. */
  public void fault(String key, String problem) {
    faults.add("TWITE_" + key + ": " + problem);
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
      if (name.startsWith(prefix) && !known.contains(name.substring(prefix.length()))) {
        faults.add(name + ": unknown; " + nearest(name.substring(prefix.length())));
      }
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(service, faults);
    }
  }

  private <T> T read(
      String key,
      Optional<String> fallback,
      String meaning,
      Function<String, T> parser,
      T placeholder) {
    known.add(key);
    keys.add(new ConfigKey("TWITE_" + key, fallback, meaning));
    String own = env.get(prefix + key);
    String name = own == null ? "TWITE_" + key : prefix + key;
    String text = own == null ? env.get(name) : own;
    if (text == null) {
      if (fallback.isEmpty()) {
        faults.add(name + ": missing; set it to " + meaning);
      }
      return placeholder;
    }
    try {
      return parser.apply(text.strip());
    } catch (BadValue bad) {
      faults.add(name + ": " + bad.getMessage() + "; it is " + meaning);
      return placeholder;
    }
  }

  private String nearest(String key) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(candidate, key)))
        .map(candidate -> "did you mean " + prefix + candidate + "?")
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

  private static boolean parseFlag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new BadValue("'" + text + "' is neither true nor false");
    };
  }

  private static int parseInt(String text, int min, int max) {
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      throw new BadValue("'" + text + "' is not a whole number", notANumber);
    }
    throw new BadValue(text + " is out of range");
  }

  private static double parseShare(String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      throw new BadValue("'" + text + "' is not a number", notANumber);
    }
    throw new BadValue(text + " is out of range");
  }

  private static Duration parseDuration(String text) {
    String number = text.replaceAll("[a-z]+$", "");
    String unit = text.substring(number.length());
    try {
      long amount = Long.parseLong(number);
      return switch (unit) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        case "d" -> Duration.ofDays(amount);
        default -> throw new BadValue("'" + text + "' has no unit of ms, s, m, h, d");
      };
    } catch (NumberFormatException notANumber) {
      throw new BadValue("'" + text + "' is not a time such as 250ms, 2s, 15m", notANumber);
    }
  }

  private static URI parseUri(String text, Set<String> schemes) {
    try {
      URI uri = URI.create(text);
      if (uri.getScheme() != null && schemes.contains(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      // The text may hold a password: it stays out of the message, and so does the parser's.
      throw new BadValue("not a URL", malformed);
    }
    throw new BadValue("not a URL with scheme " + String.join(" or ", new TreeSet<>(schemes)));
  }

  private static Secret parseSecret(String text) {
    Secret secret = new Secret(text);
    String lower = text.toLowerCase(Locale.ROOT);
    if (KNOWN_BAD_SECRETS.stream().anyMatch(lower::startsWith)) {
      throw new BadValue("an example value; make one with `openssl rand -base64 48`");
    }
    if (secret.bytes().length < MIN_SECRET_BYTES) {
      throw new BadValue(
          "shorter than " + MIN_SECRET_BYTES + " bytes; make one with `openssl rand -base64 48`");
    }
    if (text.chars().distinct().count() < 8) {
      throw new BadValue("too regular; make one with `openssl rand -base64 48`");
    }
    return secret;
  }

  private static <E extends Enum<E>> E parseChoice(String text, Class<E> type) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT);
      if (word.equals(text)) {
        return constant;
      }
      words.add(word);
    }
    throw new BadValue("'" + text + "' is none of " + String.join(", ", words));
  }

  private static final class BadValue extends RuntimeException {
    BadValue(String message) {
      super(message);
    }

    BadValue(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
