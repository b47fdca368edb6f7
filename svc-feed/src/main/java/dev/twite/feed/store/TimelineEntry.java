package dev.twite.feed.store;

import java.util.Comparator;

/** One tweet in a home timeline. Both ids are positive. */
public record TimelineEntry(long tweetId, long authorId) {
  /** The order of every timeline; ids sort by time. */
  public static final Comparator<TimelineEntry> NEWEST_FIRST =
      Comparator.comparingLong(TimelineEntry::tweetId).reversed();
}
