package dev.twite.local;

import dev.twite.common.boot.RunningService;
import dev.twite.common.config.ConfigKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A setting that one service reads.
 *
 * @param service its short name
 * @param key as the service's configuration class reads it
 * @param cases in which of {@link #CASES} it is read
 */
record ReadSetting(String service, ConfigKey key, Set<String> cases) {
  /** Nothing that decides over others is set. */
  static final String USUAL = "";

  private static final String KAFKA = "`" + Infra.KAFKA_BOOTSTRAP + "`";

  /** What decides whether other settings are read. */
  private static final Map<String, Map<String, String>> CASES = new LinkedHashMap<>();

  static {
    CASES.put(USUAL, Map.of());
    CASES.put(KAFKA, Map.of(Infra.KAFKA_BOOTSTRAP, "127.0.0.1:1"));
    CASES.put("`TWITE_MAIL_PROVIDER=api`", Map.of("TWITE_MAIL_PROVIDER", "api"));
    CASES.put("`TWITE_SMS_ALERT_TO`", Map.of("TWITE_SMS_ALERT_TO", "+41791234567"));
    CASES.put("`TWITE_LOKI_URL`", Map.of("TWITE_LOKI_URL", "http://127.0.0.1:3100"));
  }

  /** Everything that a service reads, in the order it does. */
  static List<ReadSetting> of(LocalService service) {
    Map<String, ReadSetting> found = new LinkedHashMap<>();
    CASES.forEach(
        (name, env) -> {
          for (ConfigKey key : RunningService.settings(service.spec(), env)) {
            ReadSetting read = new ReadSetting(service.name(), key, new TreeSet<>());
            found
                .merge(key.name(), read, (one, other) -> strictest(one, other, name))
                .cases
                .add(name);
          }
        });
    return new ArrayList<>(found.values());
  }

  /**
   * Read twice, once as something that may be missing: it may not. Where it was set first, that
   * says nothing.
   */
  private static ReadSetting strictest(ReadSetting one, ReadSetting other, String name) {
    return !name.equals(KAFKA) && one.key.fallback().isPresent() && other.key.fallback().isEmpty()
        ? new ReadSetting(one.service, other.key, one.cases)
        : one;
  }

  /** A setting of something that is no service. */
  static ReadSetting always(ConfigKey key) {
    return new ReadSetting("", key, CASES.keySet());
  }

  /** When it is read, for the end of a sentence; empty: always. */
  String condition() {
    if (!cases.contains(USUAL)) {
      return " with " + String.join(" or ", cases);
    }
    Set<String> without = new TreeSet<>(CASES.keySet());
    without.removeAll(cases);
    return without.isEmpty() ? "" : " without " + String.join(" and ", without);
  }
}
