package dev.twite.email.transport;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.config.Secret;
import java.time.Duration;

/**
 * @param user empty where the server wants no log in
 * @param timeout for connecting, and for each answer
 */
public record SmtpConfig(
    String host, int port, Tls tls, String user, Secret password, Duration timeout) {
  /** To connect, greet, start TLS and greet again, log in, name both sides, send, hear the end. */
  private static final int WAITS = 12;

  private static final Duration LONGEST = Duration.ofSeconds(30);

  public static SmtpConfig from(ConfigReader config) {
    SmtpConfig read =
        new SmtpConfig(
            config.required("SMTP_HOST", "the mail server that takes our mail"),
            config.integer("SMTP_PORT", 587, 1, 65_535, "the mail server's port"),
            config.choice(
                "SMTP_TLS",
                Tls.class,
                Tls.STARTTLS,
                "how the connection is encrypted: not, after STARTTLS, which must succeed, or from"
                    + " the start"),
            config.string(
                "SMTP_USER", "", "the name to log in to the mail server with; empty: without"),
            config.optionalPassword("SMTP_PASSWORD", "the password for that name"),
            config.duration(
                "SMTP_TIMEOUT",
                Duration.ofSeconds(15),
                "the longest wait for a connection or an answer, at most 30s"));
    if (!read.user.isEmpty() && read.tls == Tls.NONE) {
      config.fault("SMTP_TLS", "must not be none where a password is sent");
    }
    if (!read.timeout.isPositive() || read.timeout.compareTo(LONGEST) > 0) {
      config.fault("SMTP_TIMEOUT", "must be positive and at most 30s");
    }
    return read;
  }

  /** No message takes longer. */
  public Duration longest() {
    return timeout.multipliedBy(WAITS);
  }
}
