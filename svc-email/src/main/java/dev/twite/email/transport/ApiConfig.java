package dev.twite.email.transport;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * A provider's HTTP interface.
 *
 * @param url where messages are POSTed to
 * @param user of HTTP Basic
 */
public record ApiConfig(URI url, String user, Secret key) {
  static final Duration CONNECT = Duration.ofSeconds(10);
  static final Duration ANSWER = Duration.ofSeconds(30);

  /** No message takes longer. */
  public static final Duration LONGEST = CONNECT.plus(ANSWER);

  /** Of mail: the form that Mailgun gave the field. */
  public static ApiConfig from(ConfigReader config) {
    return new ApiConfig(
        config.uri(
            "MAIL_API_URL",
            Set.of("http", "https"),
            "the provider's address for messages, e.g. https://api.mailgun.net/v3/DOMAIN/messages"),
        config.string("MAIL_API_USER", "api", "the name in HTTP Basic"),
        config.password("MAIL_API_KEY", "the provider's key"));
  }
}
