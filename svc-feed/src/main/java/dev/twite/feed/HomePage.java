package dev.twite.feed;

import dev.twite.feed.store.TimelineEntry;
import java.util.List;

/**
 * A page of a home timeline.
 *
 * @param entries newest first
 * @param nextCursor 0 = nothing after this page
 */
public record HomePage(List<TimelineEntry> entries, long nextCursor) {}
