package dev.twite.follow;

import dev.twite.common.config.ConfigReader;

/**
 * @param bigAuthor an author with more followers is merged at read instead of pushed
 * @param followLimit accounts that one account may follow
 */
public record FollowConfig(int bigAuthor, int followLimit) {
  public static FollowConfig from(ConfigReader config) {
    return new FollowConfig(
        config.integer(
            "BIG_AUTHOR",
            10_000,
            1,
            10_000_000,
            "the number of followers above which an author's tweets are merged at read, not"
                + " pushed"),
        config.integer(
            "LIMIT", 7_500, 1, 100_000, "the number of accounts that one account may follow"));
  }
}
