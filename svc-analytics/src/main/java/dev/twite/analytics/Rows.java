package dev.twite.analytics;

import dev.twite.analytics.store.CountRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;

/** A row for every bucket of a span, also where nothing happened. */
final class Rows<B> {
  private final Span span;
  private final List<B> rows = new ArrayList<>();

  /**
   * @param maker makes an empty row that begins at that millisecond
   */
  Rows(Span span, LongFunction<B> maker) {
    this.span = span;
    for (int row = 0; row < span.rows(); row++) {
      rows.add(maker.apply(span.timeMs(row)));
    }
  }

  void add(List<CountRow> counts, BiConsumer<B, CountRow> adder) {
    counts.forEach(count -> adder.accept(at(count.timeMs()), count));
  }

  B at(long timeMs) {
    return rows.get(span.row(timeMs));
  }

  List<B> all() {
    return rows;
  }
}
