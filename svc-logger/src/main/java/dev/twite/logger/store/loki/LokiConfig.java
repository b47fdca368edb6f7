package dev.twite.logger.store.loki;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.config.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * A Loki of version 3 or later, for structured metadata.
 *
 * @param url without a path, {@code http://host:3100} or https
 * @param tenant for {@code X-Scope-OrgID}; empty: a Loki without tenants
 * @param authorization the header's value; empty: none
 * @param timeout longest time for an answer
 */
public record LokiConfig(URI url, String tenant, Secret authorization, Duration timeout) {
  private static final String URL = "LOKI_URL";

  /** Empty where no URL is set. */
  public static Optional<LokiConfig> from(ConfigReader config) {
    String url =
        config.string(
            URL, "", "the URL of Loki, http://host:3100; empty: ClickHouse keeps the lines");
    String tenant =
        config.string(
            "LOKI_TENANT", "", "the tenant whose lines these are (X-Scope-OrgID); empty: none");
    String user = config.string("LOKI_USER", "", "the user this service is for Loki");
    String password = config.optionalPassword("LOKI_PASSWORD", "that user's password").reveal();
    String token =
        config
            .optionalPassword("LOKI_TOKEN", "a bearer token for Loki, instead of user and password")
            .reveal();
    Duration timeout =
        config.duration(
            "LOKI_TIMEOUT", Duration.ofSeconds(10), "the longest time for an answer of Loki");
    if (!user.isEmpty() && !token.isEmpty()) {
      config.fault("LOKI_TOKEN", "and TWITE_LOKI_USER are two ways to say who we are");
    }
    if (url.isEmpty()) {
      return Optional.empty();
    }
    String authorization = "";
    if (!token.isEmpty()) {
      authorization = "Bearer " + token;
    } else if (!user.isEmpty()) {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
    }
    return Optional.of(
        new LokiConfig(parse(config, url), tenant, new Secret(authorization), timeout));
  }

  private static URI parse(ConfigReader config, String text) {
    try {
      URI url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException malformed) {
      // Told below, without the text: it may have a password.
    }
    config.fault(URL, "is no http or https URL");
    return URI.create("http://127.0.0.1:1");
  }

  /** The address of an endpoint. */
  URI at(String path) {
    return URI.create(url.toString().replaceAll("/+$", "") + path);
  }
}
