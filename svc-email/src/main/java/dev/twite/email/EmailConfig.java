package dev.twite.email;

import dev.twite.common.config.ConfigReader;
import dev.twite.email.transport.ApiConfig;
import dev.twite.email.transport.SmsConfig;
import dev.twite.email.transport.SmtpConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * @param publicUrl where people reach the gateway: what links in mails start with
 * @param from the sender
 * @param provider how mail leaves
 * @param smtp there when the provider is SMTP
 * @param api there when the provider is API
 * @param sms there when the operators get text messages
 * @param hourlyLimit notification mails to one account in an hour; more goes into the digest
 * @param noticeDelay how long a notification may be read before it is mailed
 * @param digestHour UTC
 * @param sending the worker's settings
 */
public record EmailConfig(
    URI publicUrl,
    Sender from,
    Provider provider,
    Optional<SmtpConfig> smtp,
    Optional<ApiConfig> api,
    Optional<SmsConfig> sms,
    int hourlyLimit,
    Duration noticeDelay,
    int digestHour,
    Sending sending) {
  /** How mail leaves. */
  public enum Provider {
    SMTP,
    API
  }

  /**
   * @param concurrency messages in work at once in this process
   * @param lease how long an attempt has before another process may take over; longer than any
   *     attempt takes
   * @param maxAttempts failures after which a message is given up
   * @param firstBackoff the wait after the first failure; doubles with each, up to half an hour
   */
  public record Sending(int concurrency, Duration lease, int maxAttempts, Duration firstBackoff) {}

  public static EmailConfig from(ConfigReader config) {
    Provider provider =
        config.choice(
            "MAIL_PROVIDER",
            Provider.class,
            Provider.SMTP,
            "how mail leaves: by SMTP, or through a provider's HTTP interface");
    boolean smtp = provider == Provider.SMTP;
    EmailConfig read =
        new EmailConfig(
            config.uri(
                "PUBLIC_URL",
                Set.of("http", "https"),
                "the address that people reach Twite at, https://twite.example"),
            Sender.from(config),
            provider,
            smtp ? Optional.of(SmtpConfig.from(config)) : Optional.empty(),
            smtp ? Optional.empty() : Optional.of(ApiConfig.from(config)),
            SmsConfig.from(config),
            config.integer(
                "HOURLY_LIMIT",
                6,
                0,
                1000,
                "the notification mails to one account in an hour; more wait for the digest"),
            config.duration(
                "NOTICE_DELAY",
                Duration.ofMinutes(2),
                "the time a notification waits to be read before it is mailed, at most 1h"),
            config.integer("DIGEST_HOUR", 8, 0, 23, "the hour, UTC, of the digests"),
            new Sending(
                config.integer(
                    "CONCURRENCY", 4, 1, 64, "the messages in work at once in this process"),
                config.duration(
                    "LEASE",
                    Duration.ofMinutes(5),
                    "the time an attempt has before another process takes over; longer than any"
                        + " attempt takes"),
                config.integer(
                    "MAX_ATTEMPTS",
                    20,
                    1,
                    100,
                    "the attempts to send a message before it is given up"),
                config.duration(
                    "FIRST_BACKOFF",
                    Duration.ofSeconds(2),
                    "the wait after a first failure; doubles with each, up to 30m")));
    read.check(config);
    return read;
  }

  private Duration longestAttempt() {
    Duration http = api.isPresent() || sms.isPresent() ? ApiConfig.LONGEST : Duration.ZERO;
    Duration mail = smtp.map(SmtpConfig::longest).orElse(Duration.ZERO);
    return mail.compareTo(http) > 0 ? mail : http;
  }

  private void check(ConfigReader config) {
    String path = publicUrl.getPath();
    if (publicUrl.getQuery() != null
        || publicUrl.getFragment() != null
        || (path != null && path.endsWith("/"))) {
      config.fault("PUBLIC_URL", "must be without a slash at the end, a query or a fragment");
    }
    if (!sending.lease().isPositive() || !sending.firstBackoff().isPositive()) {
      config.fault("LEASE", "and FIRST_BACKOFF must be positive");
    }
    if (longestAttempt().compareTo(sending.lease()) >= 0) {
      config.fault(
          "EMAIL_LEASE",
          "must be longer than an attempt may take, which is "
              + longestAttempt().toSeconds()
              + "s with these settings");
    }
    if (noticeDelay.isNegative() || noticeDelay.compareTo(Duration.ofHours(1)) > 0) {
      config.fault("NOTICE_DELAY", "must be from 0s to 1h");
    }
  }
}
