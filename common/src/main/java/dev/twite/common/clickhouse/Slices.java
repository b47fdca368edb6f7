package dev.twite.common.clickhouse;

import java.util.ArrayList;
import java.util.List;

/** Cuts rows into inserts. */
final class Slices {
  private Slices() {}

  /**
   * Cuts between records only: the position that a slice leaves behind says that everything before
   * it is there.
   *
   * @param rows those of a record next to each other
   * @param most rows in a slice, unless a single record has more
   */
  static <R extends Ledger.Row> List<List<R>> of(List<R> rows, int most) {
    List<List<R>> slices = new ArrayList<>();
    int from = 0;
    int boundary = 0;
    for (int i = 1; i <= rows.size(); i++) {
      if (i < rows.size() && rows.get(i).place().equals(rows.get(i - 1).place())) {
        continue;
      }
      // A record ends before row i; the one before it ended at the boundary.
      if (i - from > most && boundary > from) {
        slices.add(rows.subList(from, boundary));
        from = boundary;
      }
      boundary = i;
    }
    if (from < rows.size()) {
      slices.add(rows.subList(from, rows.size()));
    }
    return slices;
  }
}
