package dev.twite.search;

import java.util.HashSet;
import java.util.Set;

/**
 * Who asks.
 *
 * @param id 0 = nobody signed in
 * @param hidden whose tweets and names are not for them: blocked either way, or muted
 */
record Reader(long id, Set<Long> hidden) {
  static Reader of(long id, dev.twite.common.follow.ReadFilters filters) {
    var filter = filters.of(id);
    Set<Long> hidden = new HashSet<>(filter.hidden());
    hidden.addAll(filter.muted());
    return new Reader(id, hidden);
  }

  long[] hiddenIds() {
    return hidden.stream().mapToLong(Long::longValue).toArray();
  }
}
