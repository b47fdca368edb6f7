package dev.twite.tweet.store;

/**
 * A row of {@code tweet_counts}; a tweet without one has {@link #none}.
 *
 * @param version grows with every change
 */
public record CountsRow(long tweetId, long retweets, long replies, long quotes, long version) {
  public static CountsRow none(long tweetId) {
    return new CountsRow(tweetId, 0, 0, 0, 0);
  }
}
