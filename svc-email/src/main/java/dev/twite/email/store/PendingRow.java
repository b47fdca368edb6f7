package dev.twite.email.store;

/**
 * Something that waits for a digest.
 *
 * @param type of the notification, as in its enum: {@code LIKE}, {@code RETWEET}, {@code REPLY}, …
 * @param tweetId 0 for follows
 */
public record PendingRow(String type, long tweetId) {}
