package dev.twite.follow.store;

/**
 * An entry of a list.
 *
 * @param id of the relation: the cursor
 * @param userId at its other end
 */
public record ListRow(long id, long userId) {}
