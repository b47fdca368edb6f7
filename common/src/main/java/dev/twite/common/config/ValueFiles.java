package dev.twite.common.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Settings whose value stands in a file, as container platforms hand out secrets: {@code
 * TWITE_X_FILE} names the file that holds {@code TWITE_X}. One line break at its end is not part of
 * the value. No message holds what a file holds.
 */
public final class ValueFiles {
  public static final String SUFFIX = "_FILE";

  private static final String PREFIX = "TWITE_";
  private static final int MAX_BYTES = 64 * 1024;

  private ValueFiles() {}

  /**
   * @param text the setting's text
   * @param file where it was read; empty where the variable itself holds it
   */
  record Value(String text, Optional<String> file) {}

  /** Whether a variable is set, by itself or as a file. */
  public static boolean isSet(Map<String, String> env, String name) {
    return env.containsKey(name) || env.containsKey(name + SUFFIX);
  }

  /**
   * The variable, wherever it is held; empty where it is not set.
   *
   * @throws Unusable when it is set twice, or its file is no such file
   */
  static Optional<Value> find(Map<String, String> env, String name) throws Unusable {
    String text = env.get(name);
    String file = env.get(name + SUFFIX);
    if (file == null) {
      return Optional.ofNullable(text).map(value -> new Value(value, Optional.empty()));
    }
    if (text != null) {
      throw new Unusable(name + " and " + name + SUFFIX + ": both are set; keep one of them");
    }
    return Optional.of(new Value(content(name + SUFFIX, file), Optional.of(file)));
  }

  /**
   * The same variables with every {@code TWITE_…_FILE} replaced by the variable that it holds, for
   * code that looks at a whole environment.
   *
   * @throws ConfigException with every fault
   */
  public static Map<String, String> resolve(String reader, Map<String, String> env) {
    Map<String, String> all = new HashMap<>(env);
    List<String> faults = new ArrayList<>();
    for (String variable : new TreeSet<>(env.keySet())) {
      if (variable.matches(PREFIX + ".+" + SUFFIX)) {
        String name = variable.substring(0, variable.length() - SUFFIX.length());
        try {
          find(env, name).ifPresent(value -> all.put(name, value.text()));
          all.remove(variable);
        } catch (Unusable unusable) {
          faults.add(unusable.getMessage());
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(reader, faults);
    }
    return Map.copyOf(all);
  }

  private static String content(String variable, String file) throws Unusable {
    if (file.isBlank()) {
      throw new Unusable(variable + ": empty; set it to the path of a file");
    }
    byte[] bytes;
    // Not by its size first: a pipe has none.
    try (InputStream in = Files.newInputStream(Path.of(file.strip()))) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException | InvalidPathException unreadable) {
      throw new Unusable(variable + ": " + file + " can't be read" + why(unreadable), unreadable);
    }
    if (bytes.length > MAX_BYTES) {
      throw new Unusable(variable + ": " + file + " is larger than 64 KiB");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String value = text.replaceFirst("\\r?\\n\\z", "");
      if (value.isBlank()) {
        throw new Unusable(variable + ": " + file + " is empty");
      }
      return value;
    } catch (CharacterCodingException malformed) {
      throw new Unusable(variable + ": " + file + " is not text in UTF-8", malformed);
    }
  }

  private static String why(Exception unreadable) {
    if (unreadable instanceof NoSuchFileException) {
      return ": there is none";
    }
    return unreadable instanceof AccessDeniedException ? ": its permissions forbid it" : "";
  }

  /** A value that can't be had; the message names the variable and the path. */
  static final class Unusable extends Exception {
    Unusable(String message) {
      super(message);
    }

    Unusable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
