package dev.twite.like.store;

/**
 * A row of {@code like_counts}; a tweet without one has {@link #none}.
 *
 * @param version grows with every change
 */
public record CountRow(long tweetId, long count, long version) {
  // Later than every version, and exact as a double, which is what Lua counts in.
  private static final long GONE = (1L << 53) - 1;

  public static CountRow none(long tweetId) {
    return new CountRow(tweetId, 0, 0);
  }

  /** What stands for a tweet that was deleted: nothing replaces it. */
  public static CountRow gone(long tweetId) {
    return new CountRow(tweetId, 0, GONE);
  }

  public boolean isGone() {
    return version == GONE;
  }
}
