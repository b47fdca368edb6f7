package dev.twite.like.store;

/** A like that came or went. */
public record LikedPair(long tweetId, long userId, long authorId) {}
