package dev.twite.gateway.limit;

import com.google.common.collect.Maps;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.limit.Limit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * @param mode whom the limits hold for
 * @param limits one a class of routes
 */
public record LimitTable(Mode mode, Map<RouteClass, Limit> limits) {
  private static final int MOST = 100_000_000;

  /** Whom the limits hold for. */
  public enum Mode {
    /** Everybody but clients on the loopback address: bots and benchmarks measure the system. */
    LOOPBACK_EXEMPT,
    STRICT
  }

  public LimitTable {
    limits = Map.copyOf(limits);
  }

  public static LimitTable from(ConfigReader config) {
    return new LimitTable(
        config.choice(
            "LIMITS",
            Mode.class,
            Mode.STRICT,
            "whether limits also hold for clients on the loopback address (strict) or not"),
        Maps.toMap(Arrays.asList(RouteClass.values()), kind -> limit(kind, config)));
  }

  Limit of(RouteClass kind) {
    return limits.get(kind);
  }

  private static Limit limit(RouteClass kind, ConfigReader config) {
    return new Limit(
        kind.name().toLowerCase(Locale.ROOT),
        config.integer("LIMIT_" + kind.name(), kind.capacity(), 1, MOST, kind.meaning()),
        kind.period(),
        kind.whenAway());
  }
}
