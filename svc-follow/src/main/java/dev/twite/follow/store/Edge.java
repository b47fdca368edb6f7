package dev.twite.follow.store;

/** A removed relation: who had it to whom. */
public record Edge(long fromId, long toId) {}
