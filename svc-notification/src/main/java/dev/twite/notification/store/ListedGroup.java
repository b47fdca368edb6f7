package dev.twite.notification.store;

import java.util.List;

/**
 * A group as its recipient sees it.
 *
 * @param actorIds the newest first
 * @param actorsCount of all that the recipient may see
 */
public record ListedGroup(
    long id, int type, long subjectId, List<Long> actorIds, long actorsCount, long lastAtMs) {}
