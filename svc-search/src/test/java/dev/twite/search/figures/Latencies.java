package dev.twite.search.figures;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * How long things took.
 *
 * @param nanos in ascending order
 * @param failed how many did not come to an end and are not among the times
 * @param seconds how long it took to measure them all
 */
record Latencies(long[] nanos, int failed, double seconds) {
  static Latencies of(Collection<Long> nanos, int failed, double seconds) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return new Latencies(sorted, failed, seconds);
  }

  /** The least time that so many percent did not exceed (nearest rank); 0 when there are none. */
  double millis(int percent) {
    if (nanos.length == 0) {
      return 0;
    }
    int rank = (int) ((nanos.length * (long) percent + 99) / 100);
    return nanos[Math.max(rank, 1) - 1] / 1e6;
  }

  /** For a table. */
  String cell() {
    String times = String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms", millis(50), millis(99));
    return failed == 0 ? times : times + ", " + failed + " failed";
  }

  String cellWithRate() {
    return String.format(Locale.ROOT, "%,.0f/s, %s", nanos.length / seconds, cell());
  }
}
