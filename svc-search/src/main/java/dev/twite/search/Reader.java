package dev.twite.search;

import dev.twite.common.follow.ReadFilters;
import dev.twite.search.store.SearchIndex;
import java.util.HashSet;
import java.util.Set;

/**
 * Who asks.
 *
 * @param id 0 = nobody signed in
 * @param hidden whose tweets and names are not for them: banned, blocked either way, or muted
 */
record Reader(long id, Set<Long> hidden) {
  static Reader of(long id, ReadFilters filters, SearchIndex index) {
    var filter = filters.of(id);
    Set<Long> hidden = new HashSet<>(filter.hidden());
    hidden.addAll(filter.muted());
    hidden.addAll(index.banned());
    return new Reader(id, hidden);
  }

  long[] hiddenIds() {
    return hidden.stream().mapToLong(Long::longValue).toArray();
  }
}
