package dev.twite.common.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What may be in a setting.
 *
 * @param allowed what the value has to be, for a person; empty where the meaning says all
 */
public record Form(Kind kind, String allowed) {
  static final Form TEXT = new Form(Kind.TEXT, "");
  static final Form SHARE = new Form(Kind.NUMBER, "0 to 1");
  static final Form TIME = new Form(Kind.TIME, "");
  static final Form FLAG = new Form(Kind.FLAG, "true, false");
  static final Form PASSWORD = new Form(Kind.SECRET, "");
  static final Form SECRET = new Form(Kind.SECRET, "at least 32 random bytes");

  /** The kinds of values. */
  public enum Kind {
    TEXT,
    NUMBER,
    TIME,
    FLAG,
    CHOICE,
    URL,
    /** Nobody but its owner may see it. */
    SECRET
  }

  static Form number(int min, int max) {
    return new Form(Kind.NUMBER, min + " to " + max);
  }

  static Form url(Set<String> schemes) {
    return new Form(Kind.URL, "by " + String.join(" or ", new TreeSet<>(schemes)));
  }

  static <E extends Enum<E>> Form choice(Class<E> type) {
    return new Form(
        Kind.CHOICE,
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ")));
  }

  /** For the end of a message about a number out of range, which does not name the range. */
  String limits() {
    return kind == Kind.NUMBER ? " (" + allowed + ")" : "";
  }
}
