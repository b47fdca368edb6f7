package dev.twite.feed;

import dev.twite.common.follow.ReadFilters;
import dev.twite.common.follow.ReadFilters.Filter;
import dev.twite.feed.store.TimelineEntry;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Home timelines as their owner sees them: with big authors, without the muted and the blocked. */
public final class HomeReader {
  /** Muted entries make room for older ones, so many times; then a page is short. */
  private static final int ROUNDS = 4;

  private static final int MOST = 400;

  private final TimelineReader timelines;
  private final BigAuthors bigAuthors;
  private final ReadFilters filters;

  @Inject
  HomeReader(TimelineReader timelines, BigAuthors bigAuthors, ReadFilters filters) {
    this.timelines = timelines;
    this.bigAuthors = bigAuthors;
    this.filters = filters;
  }

  /**
   * @param cursor exclusive; 0 = from the newest
   * @param limit 1 to 100
   */
  public HomePage read(long viewer, long cursor, int limit) {
    Filter filter = filters.of(viewer);
    List<TimelineEntry> shown = new ArrayList<>(limit + 1);
    long before = cursor;
    boolean end = false;
    // One more than asked for tells whether there is more.
    int wanted = limit + 1;
    for (int round = 0; round < ROUNDS && shown.size() <= limit && !end; round++) {
      List<TimelineEntry> next = merged(viewer, filter, before, wanted);
      next.stream().filter(entry -> isShown(entry, filter)).forEach(shown::add);
      end = next.size() < wanted;
      before = end ? before : next.getLast().tweetId();
      wanted = Math.min(2 * wanted, MOST);
    }
    if (shown.size() > limit) {
      return new HomePage(List.copyOf(shown.subList(0, limit)), shown.get(limit - 1).tweetId());
    }
    return new HomePage(List.copyOf(shown), end ? 0 : before);
  }

  /** The newest {@code count} before an id; each part gives as many, or all it has. */
  private List<TimelineEntry> merged(long viewer, Filter filter, long before, int count) {
    List<TimelineEntry> pushed = timelines.entries(viewer, filter, before, count);
    if (filter.bigFollowing().isEmpty()) {
      return pushed;
    }
    return merge(pushed, bigAuthors.entries(filter.bigFollowing(), before, count), count);
  }

  /** An author that has just grown big is in both. */
  static List<TimelineEntry> merge(List<TimelineEntry> pushed, List<TimelineEntry> big, int count) {
    return Stream.concat(pushed.stream(), big.stream())
        .distinct()
        .sorted(TimelineEntry.NEWEST_FIRST)
        .limit(count)
        .toList();
  }

  private static boolean isShown(TimelineEntry entry, Filter filter) {
    return !filter.hidden().contains(entry.authorId())
        && !filter.muted().contains(entry.authorId());
  }
}
