package dev.twite.follow.store;

/** How a viewer stands to a user. */
public record Relation(
    long userId,
    boolean following,
    boolean followedBy,
    boolean blocking,
    boolean blockedBy,
    boolean muting) {}
