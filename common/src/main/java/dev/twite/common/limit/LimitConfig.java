package dev.twite.common.limit;

import dev.twite.common.config.ConfigReader;
import java.time.Duration;

/**
 * @param mode whom the limits on traffic hold for
 * @param deadline the longest time that a decision may add to a request (R10)
 * @param refresh time between two looks at the rules
 */
public record LimitConfig(LimitMode mode, Duration deadline, Duration refresh) {
  public static LimitConfig from(ConfigReader config) {
    return new LimitConfig(
        LimitMode.from(config),
        config.duration(
            "LIMIT_DEADLINE",
            Duration.ofMillis(40),
            "the longest time that svc-ratelimit may take to decide; then the service goes on"
                + " without it"),
        config.duration(
            "LIMIT_REFRESH",
            Duration.ofSeconds(3),
            "the time between two looks at the rules of svc-ratelimit"));
  }
}
