package dev.twite.notification.store;

/** As much of a group as decides whether it takes in more. */
public record GroupRow(long groupId, long id, long openedAtMs) {}
