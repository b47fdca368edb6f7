package dev.twite.follow.store;

/**
 * A friend of friends.
 *
 * @param mutuals how many friends follow them, within the sample
 */
public record FriendRow(long userId, int mutuals) {}
