package dev.twite.search.store;

/** How often a tweet was liked, retweeted, answered and quoted. */
public record Counts(long likes, long retweets, long replies, long quotes) {
  public static final Counts NONE = new Counts(0, 0, 0, 0);
}
