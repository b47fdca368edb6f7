package dev.twite.feed.store;

import java.util.List;

/** What a timeline in Redis answers to a read. */
public sealed interface TimelinePage {
  /** There is no timeline. */
  record Missing() implements TimelinePage {}

  /** Somebody builds it, or died building it. */
  record Building() implements TimelinePage {}

  /**
   * @param entries newest first; fewer than asked for: the list ends after them
   * @param complete whether nothing older exists below the end of the list; otherwise it is in the
   *     database
   */
  record Found(List<TimelineEntry> entries, boolean complete) implements TimelinePage {}
}
