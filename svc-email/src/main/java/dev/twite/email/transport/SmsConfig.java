package dev.twite.email.transport;

import dev.twite.common.config.ConfigReader;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Text messages to the operators.
 *
 * @param api the provider's interface
 * @param from the sender's number or name
 * @param alertTo the operators' number
 */
public record SmsConfig(ApiConfig api, String from, String alertTo) {
  private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");

  /** Empty when nobody is to be alerted. */
  public static Optional<SmsConfig> from(ConfigReader config) {
    String alertTo =
        config.string(
            "SMS_ALERT_TO",
            "",
            "the number that gets a text message when mail does not get through: +41791234567;"
                + " empty: none");
    if (alertTo.isEmpty()) {
      return Optional.empty();
    }
    if (!NUMBER.matcher(alertTo).matches()) {
      config.fault("SMS_ALERT_TO", "is not a number such as +41791234567");
    }
    return Optional.of(
        new SmsConfig(
            new ApiConfig(
                config.uri(
                    "SMS_API_URL",
                    Set.of("http", "https"),
                    "the provider's address, e.g."
                        + " https://api.twilio.com/2010-04-01/Accounts/SID/Messages.json"),
                config.required("SMS_API_USER", "the name in HTTP Basic, e.g. the account's SID"),
                config.password("SMS_API_KEY", "the provider's key")),
            config.required("SMS_FROM", "the number or name that text messages are from"),
            alertTo));
  }
}
