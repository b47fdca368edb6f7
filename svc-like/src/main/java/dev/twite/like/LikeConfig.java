package dev.twite.like;

import dev.twite.common.config.ConfigReader;
import java.time.Duration;

/**
 * @param lanes transactions that this process makes at once; a tweet always has the same lane
 * @param batch changes in one transaction
 * @param queue changes that wait in a lane; more are refused
 * @param countsTtl how long Redis keeps a count: how long one that Redis missed can be wrong
 * @param bite likes removed in one transaction when a tweet or an account goes
 */
public record LikeConfig(int lanes, int batch, int queue, Duration countsTtl, int bite) {
  public static LikeConfig from(ConfigReader config) {
    return new LikeConfig(
        config.integer(
            "LANES",
            2,
            1,
            16,
            "the number of lanes, each with one transaction at a time; a tweet always has the"
                + " same"),
        config.integer("BATCH", 500, 1, 5_000, "likes and unlikes in one transaction"),
        config.integer(
            "QUEUE", 5_000, 1, 100_000, "likes and unlikes that wait in a lane; more are refused"),
        config.duration(
            "COUNTS_TTL", Duration.ofSeconds(30), "the time Redis keeps a tweet's count of likes"),
        config.integer("BITE", 500, 1, 5_000, "likes removed in one transaction of a clean-up"));
  }
}
