package dev.twite.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code --name=value} and {@code --name}.
 *
 * @param values by name; a name alone has the value {@code true}
 */
public record Arguments(Map<String, String> values) {
  public static Arguments parse(String[] args, int from, Set<String> known) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = from; i < args.length; i++) {
      String[] parts = args[i].split("=", 2);
      String name = parts[0].replaceFirst("^--", "");
      if (!args[i].startsWith("--") || !known.contains(name)) {
        throw new BenchException("Unknown option " + args[i] + "; there are " + known);
      }
      values.put(name, parts.length == 2 ? parts[1] : "true");
    }
    return new Arguments(values);
  }

  public String text(String name, String fallback) {
    return values.getOrDefault(name, fallback);
  }

  public boolean flag(String name) {
    return values.containsKey(name);
  }

  public int number(String name, int fallback, int min, int max) {
    String text = values.getOrDefault(name, Integer.toString(fallback));
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      throw new BenchException("--" + name + " is a number, not '" + text + "'", notANumber);
    }
    throw new BenchException("--" + name + " is from " + min + " to " + max + ", not " + text);
  }

  public double decimal(String name, double fallback, double min, double max) {
    String text = values.getOrDefault(name, Double.toString(fallback));
    try {
      double number = Double.parseDouble(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      throw new BenchException("--" + name + " is a number, not '" + text + "'", notANumber);
    }
    throw new BenchException("--" + name + " is from " + min + " to " + max + ", not " + text);
  }
}
