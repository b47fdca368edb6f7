package dev.twite.local;

import dev.twite.embedded.ClickHouseServer;
import dev.twite.embedded.ServerException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What needs ClickHouse is left out where ClickHouse can't be: all else runs without. */
final class ClickHouseNeed {
  private static final String ANALYTICS = "analytics";
  private static final String LOGGER = "logger";

  private ClickHouseNeed() {}

  /** Whether a ClickHouse of ours is to be started. */
  static boolean isOurs(Settings settings) {
    return !needy(settings).isEmpty()
        && !settings.env().containsKey(Infra.CLICKHOUSE_URL)
        && !settings.options().external();
  }

  /** The services that need it: svc-logger does where it has no Loki. */
  private static List<String> needy(Settings settings) {
    boolean loki =
        Stream.of("TWITE_LOKI_URL", "TWITE_LOGGER_LOKI_URL")
            .anyMatch(name -> !settings.env().getOrDefault(name, "").isEmpty());
    return settings.services().stream()
        .map(LocalService::name)
        .filter(name -> name.equals(ANALYTICS) || (name.equals(LOGGER) && !loki))
        .toList();
  }

  /**
   * The settings without those services where there is no ClickHouse for them; says so, and why.
   */
  static Settings settle(Settings settings, Progress progress) {
    boolean external = settings.options().external();
    List<String> needy = needy(settings);
    if (needy.isEmpty() || (!external && !isOurs(settings))) {
      return settings;
    }
    Optional<String> missing = external ? missingUrl(settings) : missingHere(settings, progress);
    if (missing.isEmpty()) {
      return settings;
    }
    progress.say(
        "svc-%s %s not started: %s. The rest runs."
            .formatted(
                String.join(" and svc-", needy), needy.size() > 1 ? "are" : "is", missing.get()));
    return settings.without(needy);
  }

  private static Optional<String> missingUrl(Settings settings) {
    return settings.env().containsKey(Infra.CLICKHOUSE_URL)
        ? Optional.empty()
        : Optional.of(Infra.CLICKHOUSE_URL + " is not set");
  }

  private static Optional<String> missingHere(Settings settings, Progress progress) {
    Optional<String> missing = ClickHouseServer.missing(settings.env().getOrDefault("PATH", ""));
    if (missing.isPresent() || ClickHouseServer.isInstalled()) {
      return missing;
    }
    progress.say("Installing the embedded ClickHouse with npm: once, 550 MB.");
    try {
      ClickHouseServer.install();
      return Optional.empty();
    } catch (ServerException failed) {
      // npm says much; its own log has the rest.
      String why = failed.getMessage().lines().findFirst().orElse("");
      return Optional.of("the embedded ClickHouse could not be installed (" + why + ")");
    }
  }
}
