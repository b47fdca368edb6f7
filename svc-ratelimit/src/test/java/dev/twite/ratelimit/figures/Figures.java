package dev.twite.ratelimit.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The turns of one limiter with one kind of keys. */
final class Figures {
  private final List<Crowd.Turn> turns = new ArrayList<>();

  void add(Crowd.Turn turn) {
    turns.add(turn);
  }

  /** For a table: the rate with its spread, and latencies over all turns. */
  String cells() {
    double[] rates = turns.stream().mapToDouble(Crowd.Turn::rate).sorted().toArray();
    long[] nanos =
        turns.stream().flatMapToLong(turn -> Arrays.stream(turn.nanos())).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%,.0f (%,.0f–%,.0f) | %.3f ms | %.3f ms",
        rates[rates.length / 2],
        rates[0],
        rates[rates.length - 1],
        nanos[nanos.length / 2] / 1e6,
        nanos[(int) (nanos.length * 99L / 100)] / 1e6);
  }
}
