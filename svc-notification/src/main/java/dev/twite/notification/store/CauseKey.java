package dev.twite.notification.store;

/** What makes a cause one and the same, however often it is done or delivered. */
public record CauseKey(long recipientId, long actorId, int type, long tweetId) {}
