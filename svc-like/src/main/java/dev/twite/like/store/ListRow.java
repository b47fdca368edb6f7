package dev.twite.like.store;

/**
 * An entry of a list.
 *
 * @param likeId the cursor
 * @param id of the user or the tweet
 */
public record ListRow(long likeId, long id) {}
