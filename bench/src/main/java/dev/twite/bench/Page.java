package dev.twite.bench;

import java.util.List;

/**
 * A page of a timeline.
 *
 * @param ids of the tweets, as they come
 * @param next the cursor of the next page; null on the last one
 */
public record Page(List<Long> ids, String next) {}
