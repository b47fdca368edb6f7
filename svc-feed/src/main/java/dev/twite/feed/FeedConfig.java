package dev.twite.feed;

import dev.twite.common.config.ConfigReader;
import java.time.Duration;

/**
 * @param cap entries a timeline keeps
 * @param slack entries it may be longer before it is cut back, so that not every push cuts
 * @param kept how long a timeline lives without a visit
 * @param slice followers that one record of a fan-out goes to
 * @param batch entries that one call to Redis pushes, over all timelines
 * @param lease how long one process alone may build a timeline
 * @param buildWait how long a reader waits for a timeline that another is building
 * @param databasePages reads at svc-tweet in work at once
 * @param databaseWait how long one more waits for its turn
 * @param bigAuthorsKept how long a big author's newest tweets are served from memory
 */
public record FeedConfig(
    int cap,
    int slack,
    Duration kept,
    int slice,
    int batch,
    Duration lease,
    Duration buildWait,
    int databasePages,
    Duration databaseWait,
    Duration bigAuthorsKept) {
  /** What svc-tweet gives at once. */
  private static final int MAX_CAP = 800;

  public static FeedConfig from(ConfigReader config) {
    return new FeedConfig(
        config.integer("CAP", MAX_CAP, 1, MAX_CAP, "entries a home timeline keeps"),
        config.integer("SLACK", 50, 0, 1000, "entries more than that before it is cut back"),
        config.duration(
            "KEPT", Duration.ofDays(30), "how long a home timeline lives without a visit"),
        config.integer("SLICE", 2000, 1, 10_000, "followers that one record of a fan-out goes to"),
        config.integer("BATCH", 500, 1, 5000, "entries that one call to Redis pushes"),
        config.duration(
            "LEASE", Duration.ofSeconds(5), "how long one process alone may rebuild a timeline"),
        config.duration(
            "BUILD_WAIT",
            Duration.ofMillis(300),
            "how long a reader waits for a timeline that another request is rebuilding"),
        config.integer("DB_PAGES", 32, 1, 1000, "reads of timelines at svc-tweet in work at once"),
        config.duration(
            "DB_WAIT",
            Duration.ofMillis(1500),
            "how long one more waits for its turn before it is refused"),
        config.duration(
            "BIG_AUTHORS_KEPT",
            Duration.ofSeconds(2),
            "how long a big author's newest tweets are served from memory"));
  }
}
