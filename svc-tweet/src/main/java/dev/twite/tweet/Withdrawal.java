package dev.twite.tweet;

/**
 * What taking back a retweet or a bookmark did.
 *
 * @param tweetId the tweet, or the original of a retweet
 * @param changed false when there was nothing to take back
 */
public record Withdrawal(long tweetId, boolean changed) {}
