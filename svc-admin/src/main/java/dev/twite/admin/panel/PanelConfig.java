package dev.twite.admin.panel;

import dev.twite.common.config.ConfigReader;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * @param origin where browsers reach the panel, {@code https://panel.example}; empty: only from
 *     this machine, under the names of the loopback address, by plain HTTP
 * @param idle how long nobody may touch a session before it ends
 * @param longest how long a session lasts at most
 * @param tails live views of the log at once
 */
public record PanelConfig(Optional<String> origin, Duration idle, Duration longest, int tails) {
  private static final String ORIGIN = "PANEL_ORIGIN";
  private static final Pattern FORM = Pattern.compile("https://[a-z0-9.-]+(:[0-9]{1,5})?");

  public static PanelConfig from(ConfigReader config) {
    return new PanelConfig(
        origin(config),
        config.duration(
            "PANEL_IDLE", Duration.ofMinutes(30), "how long a panel session may lie unused"),
        config.duration(
            "PANEL_LONGEST", Duration.ofHours(12), "how long a panel session lasts at most"),
        config.integer("PANEL_TAILS", 32, 1, 1_000, "live views of the log in the panel at once"));
  }

  private static Optional<String> origin(ConfigReader config) {
    String text =
        config.string(
            ORIGIN,
            "",
            "where browsers reach the panel, https://panel.example; empty: on this machine only");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!FORM.matcher(text).matches()) {
      config.fault(
          ORIGIN,
          "'"
              + text
              + "' is not https://host or https://host:port; without TLS leave it out and use the"
              + " panel on this machine");
    }
    return Optional.of(text);
  }

  /** Whether its pages come by HTTPS. */
  public boolean secure() {
    return origin.isPresent();
  }
}
