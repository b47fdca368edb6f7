package dev.twite.logger.store.loki;

import dev.twite.proto.logger.v1.LogLine;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A line as Loki has it: labels service and level, the message and the stack below it as the text,
 * the rest as structured metadata.
 */
final class Entry {
  static final String REQUEST_ID = "request_id";
  static final String USER_ID = "user_id";

  private static final String INSTANCE = "instance";
  private static final String LOGGER = "logger";
  private static final String THREAD = "thread";
  // Where in the text the stack begins: a message may have lines of its own.
  private static final String STACK_AT = "stack_at";
  private static final String FIELD = "field_";

  private Entry() {}

  /** As Grafana wants it. */
  static String levelOf(LogLine line) {
    return line.getLevel().toLowerCase(Locale.ROOT);
  }

  static String textOf(LogLine line) {
    return line.getStack().isEmpty()
        ? line.getMessage()
        : line.getMessage() + "\n" + line.getStack();
  }

  static Map<String, String> metadataOf(LogLine line) {
    Map<String, String> all = new TreeMap<>();
    put(all, INSTANCE, line.getInstance());
    put(all, LOGGER, line.getLogger());
    put(all, THREAD, line.getThread());
    put(all, REQUEST_ID, line.getRequestId());
    if (line.getUserId() != 0) {
      put(all, USER_ID, Long.toUnsignedString(line.getUserId()));
    }
    if (!line.getStack().isEmpty()) {
      put(all, STACK_AT, Integer.toString(line.getMessage().length() + 1));
    }
    // Loki takes other characters for underscores too.
    line.getFieldsMap()
        .forEach((name, value) -> put(all, FIELD + name.replaceAll("[^A-Za-z0-9_]", "_"), value));
    return all;
  }

  private static void put(Map<String, String> all, String name, String value) {
    if (!value.isEmpty()) {
      all.put(name, value);
    }
  }

  /**
   * A line out of an entry.
   *
   * @param labels and structured metadata; Loki adds some of its own
   */
  static LogLine read(String timeNs, String text, Map<String, String> labels) {
    LogLine.Builder line =
        LogLine.newBuilder()
            .setTimeNs(Long.parseLong(timeNs))
            .setService(labels.getOrDefault("service", ""))
            .setLevel(labels.getOrDefault("level", "").toUpperCase(Locale.ROOT))
            .setInstance(labels.getOrDefault(INSTANCE, ""))
            .setLogger(labels.getOrDefault(LOGGER, ""))
            .setThread(labels.getOrDefault(THREAD, ""))
            .setRequestId(labels.getOrDefault(REQUEST_ID, ""))
            .setUserId(Long.parseUnsignedLong(labels.getOrDefault(USER_ID, "0")));
    int stack = Integer.parseInt(labels.getOrDefault(STACK_AT, "0"));
    if (stack > 0 && stack <= text.length()) {
      line.setMessage(text.substring(0, stack - 1)).setStack(text.substring(stack));
    } else {
      line.setMessage(text);
    }
    labels.forEach(
        (name, value) -> {
          if (name.startsWith(FIELD)) {
            line.putFields(name.substring(FIELD.length()), value);
          }
        });
    return line.build();
  }
}
