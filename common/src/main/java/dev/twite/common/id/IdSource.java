package dev.twite.common.id;

import com.github.f4b6a3.tsid.TsidFactory;
import dev.twite.common.config.ConfigReader;
import java.time.Clock;
import java.time.Instant;

/**
 * Makes 64-bit ids that sort by time: 42 bits of milliseconds since 2020, 10 bits of node, 12 bits
 * of counter (the layout of Twitter's Snowflake). Unique as long as no two running processes share
 * a node number; never goes back when the clock does.
 */
public final class IdSource {
  private static final Instant EPOCH = Instant.parse("2020-01-01T00:00:00Z");
  private static final int NODE_BITS = 10;
  private static final int NODES = 1 << NODE_BITS;
  private static final int TIME_SHIFT = 22;

  private final TsidFactory factory;

  /**
   * @param clock the time in new ids
   * @param node 0 to 1023, its own for every running process
   */
  public IdSource(Clock clock, int node) {
    this.factory =
        TsidFactory.builder()
            .withNodeBits(NODE_BITS)
            .withNode(node)
            .withCustomEpoch(EPOCH)
            .withClock(clock)
            .build();
  }

  /**
   * The node number from {@code TWITE_NODE_ID}; without it one that follows from the service's
   * name, so that only several processes of one service need the setting.
   */
  public static int nodeFrom(ConfigReader config) {
    int node =
        config.integer(
            "NODE_ID",
            Math.floorMod(config.service().hashCode(), NODES),
            0,
            NODES - 1,
            "this process's number in ids, its own for each process of a service");
    config.derived("NODE_ID", "follows from the service's name");
    return node;
  }

  /** A new positive id. */
  public long next() {
    return factory.create().toLong();
  }

  /** When an id was made. */
  public static Instant timeOf(long id) {
    return EPOCH.plusMillis(id >>> TIME_SHIFT);
  }

  /** The smallest id of an instant: everything made before it is less. */
  public static long firstAt(Instant time) {
    return Math.max(0, time.toEpochMilli() - EPOCH.toEpochMilli()) << TIME_SHIFT;
  }
}
