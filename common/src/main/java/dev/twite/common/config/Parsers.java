package dev.twite.common.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** From a setting's text to its value; each throws {@link BadValue}. */
final class Parsers {
  private static final int MIN_SECRET_BYTES = 32;
  private static final Set<String> KNOWN_BAD_SECRETS =
      Set.of(
          "changeme", "change-me", "secret", "password", "default", "example", "twite", "insecure");

  private Parsers() {}

  static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new BadValue(quoted(text), "neither true nor false");
    };
  }

  static int integer(String text, int min, int max) {
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      throw new BadValue(quoted(text), "not a whole number", notANumber);
    }
    throw new BadValue(text, "out of range");
  }

  static double share(String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      throw new BadValue(quoted(text), "not a number", notANumber);
    }
    throw new BadValue(text, "out of range");
  }

  static Duration duration(String text) {
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
        default -> throw new BadValue(quoted(text), "without a unit of ms, s, m, h, d");
      };
    } catch (NumberFormatException notANumber) {
      throw new BadValue(quoted(text), "not a time such as 250ms, 2s, 15m", notANumber);
    }
  }

  static URI uri(String text, Set<String> schemes) {
    try {
      URI uri = URI.create(text);
      if (uri.getScheme() != null && schemes.contains(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      // The text may hold a password: it stays out of the message, and so does the parser's.
      throw new BadValue("", "not a URL", malformed);
    }
    throw new BadValue("", "not a URL with scheme " + String.join(" or ", new TreeSet<>(schemes)));
  }

  static Secret secret(String text) {
    Secret secret = new Secret(text);
    String lower = text.toLowerCase(Locale.ROOT);
    if (KNOWN_BAD_SECRETS.stream().anyMatch(lower::startsWith)) {
      throw new BadValue("", "an example value; make one with `openssl rand -base64 48`");
    }
    if (secret.bytes().length < MIN_SECRET_BYTES) {
      throw new BadValue(
          "",
          "shorter than " + MIN_SECRET_BYTES + " bytes; make one with `openssl rand -base64 48`");
    }
    if (text.chars().distinct().count() < 8) {
      throw new BadValue("", "too regular; make one with `openssl rand -base64 48`");
    }
    return secret;
  }

  static <E extends Enum<E>> E choice(String text, Class<E> type) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT);
      if (word.equals(text)) {
        return constant;
      }
      words.add(word);
    }
    throw new BadValue(quoted(text), "none of " + String.join(", ", words));
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }
}
