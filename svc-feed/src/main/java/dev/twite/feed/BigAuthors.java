package dev.twite.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.feed.store.TimelineEntry;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Entries of authors that are merged at read. Few authors, read by very many: their newest entries
 * stay in memory for a moment.
 */
final class BigAuthors {
  private static final int MAX_AUTHORS = 10_000;
  private static final int EACH = 120;
  private static final int MAX_LOAD = 800;

  private final TweetSource tweets;
  private final DatabaseGate gate;
  private final Cache<Long, Newest> cache;

  /**
   * @param entries an author's newest
   * @param floor the id from which on they are all; 0: there are no others
   */
  private record Newest(List<TimelineEntry> entries, long floor) {}

  @Inject
  BigAuthors(TweetSource tweets, DatabaseGate gate, FeedConfig config) {
    this.tweets = tweets;
    this.gate = gate;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(MAX_AUTHORS)
            .expireAfterWrite(config.bigAuthorsKept())
            .build();
  }

  /**
   * Entries of some big authors before an id (0 = from the newest), newest first; fewer than {@code
   * limit} are all there are.
   */
  List<TimelineEntry> entries(Set<Long> authors, long before, int limit) {
    if (authors.isEmpty()) {
      return List.of();
    }
    List<Newest> known = newest(authors);
    long floor = known.stream().mapToLong(Newest::floor).max().orElse(0);
    List<TimelineEntry> page =
        known.stream()
            .flatMap(author -> author.entries().stream())
            .filter(entry -> entry.tweetId() >= floor)
            .filter(entry -> before == 0 || entry.tweetId() < before)
            .sorted(TimelineEntry.NEWEST_FIRST)
            .limit(limit)
            .toList();
    boolean sure = floor == 0 || page.size() == limit;
    return sure ? page : gate.pass(() -> tweets.entries(authors, before, limit));
  }

  private List<Newest> newest(Set<Long> authors) {
    Map<Long, Newest> known = cache.getAllPresent(authors);
    List<Long> missing = authors.stream().filter(author -> !known.containsKey(author)).toList();
    if (missing.isEmpty()) {
      return List.copyOf(known.values());
    }
    return Stream.concat(known.values().stream(), load(missing).stream()).toList();
  }

  // One call for all; together they may be so busy that it reaches back further for some than for
  // others, so what is known of each ends at the same floor.
  private List<Newest> load(List<Long> authors) {
    int limit = Math.min(MAX_LOAD, EACH * authors.size());
    List<TimelineEntry> entries = gate.pass(() -> tweets.entries(authors, 0, limit));
    long floor = entries.size() < limit ? 0 : entries.getLast().tweetId();
    Map<Long, List<TimelineEntry>> each =
        entries.stream().collect(Collectors.groupingBy(TimelineEntry::authorId));
    List<Newest> loaded = new ArrayList<>(authors.size());
    for (Long author : authors) {
      Newest newest = new Newest(each.getOrDefault(author, List.of()), floor);
      cache.put(author, newest);
      loaded.add(newest);
    }
    return loaded;
  }
}
