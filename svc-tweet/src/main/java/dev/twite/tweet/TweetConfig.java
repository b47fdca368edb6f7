package dev.twite.tweet;

import dev.twite.common.config.ConfigReader;
import java.time.Duration;

/**
 * @param hotTtl how long Redis keeps a tweet
 * @param countsTtl how long Redis keeps a tweet's counts: how far a count may be behind
 * @param tombstoneTtl how long Redis remembers a deletion; longer than any request lasts
 * @param profileDeadline the longest wait for svc-profile to resolve mentions
 * @param bite tweets removed in one transaction when an account goes, or a tweet with its retweets
 */
public record TweetConfig(
    Duration hotTtl,
    Duration countsTtl,
    Duration tombstoneTtl,
    Duration profileDeadline,
    int bite) {
  public static TweetConfig from(ConfigReader config) {
    return new TweetConfig(
        config.duration("HOT_TTL", Duration.ofHours(1), "the time Redis keeps a tweet"),
        config.duration(
            "COUNTS_TTL",
            Duration.ofSeconds(10),
            "the time Redis keeps a tweet's counts: how far they may be behind"),
        config.duration(
            "TOMBSTONE_TTL",
            Duration.ofMinutes(1),
            "the time Redis remembers a deleted tweet; longer than any request lasts"),
        config.duration(
            "PROFILE_DEADLINE",
            Duration.ofMillis(500),
            "the longest wait for mentions to be resolved; then the tweet goes without"),
        config.integer("BITE", 200, 1, 5_000, "tweets removed in one transaction of a clean-up"));
  }
}
