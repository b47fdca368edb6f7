package dev.twite.common.cache;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Counts changes by id, so that whoever fetches something sees whether it was changed meanwhile.
 * Ids that share a count only cost each other a fetch.
 */
final class Changes {
  /** A power of two. */
  private static final int STRIPES = 1024;

  private final AtomicIntegerArray counts = new AtomicIntegerArray(STRIPES);

  /** To be asked for before the fetch, and held against what it is after. */
  int of(long id) {
    return counts.get(stripe(id));
  }

  void count(long id) {
    counts.incrementAndGet(stripe(id));
  }

  /** Everything may have changed. */
  void countAll() {
    for (int stripe = 0; stripe < STRIPES; stripe++) {
      counts.incrementAndGet(stripe);
    }
  }

  private static int stripe(long id) {
    return Long.hashCode(id * 0x9E37_79B9_7F4A_7C15L) & (STRIPES - 1);
  }
}
