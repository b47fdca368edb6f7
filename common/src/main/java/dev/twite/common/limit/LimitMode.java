package dev.twite.common.limit;

import dev.twite.common.config.ConfigReader;

/** Whom the limits on traffic hold for; those on guessing passwords hold for everybody. */
public enum LimitMode {
  /**
   * Everybody but clients on the loopback address: bots and benchmarks measure the system. Only the
   * gateway sees addresses; behind it, traffic is not counted a second time in this mode.
   */
  LOOPBACK_EXEMPT,
  STRICT;

  /** {@code TWITE_LIMITS}. */
  public static LimitMode from(ConfigReader config) {
    return config.choice(
        "LIMITS",
        LimitMode.class,
        STRICT,
        "whether limits on traffic also hold for clients on the loopback address (strict) or not");
  }
}
