package dev.twite.bench.race;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Holds a run against the one before it. */
final class Change {
  private Change() {}

  /** As Markdown: what is in both. */
  static String table(Entry before, Entry now) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "Against commit %s of %s:%n%n", before.commit(), before.time().substring(0, 10)));
    text.append("| what | before | now | change | |\n| --- | --- | --- | --- | --- |\n");
    for (Row row : now.rows()) {
      find(before.rows(), row.name()).ifPresent(old -> text.append(line(old, row)).append('\n'));
    }
    return text.toString();
  }

  static String line(Row before, Row now) {
    double percent = 100 * (now.value() / before.value() - 1);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %+.1f %% | %s |",
        now.name(),
        Results.number(before.value(), before.unit()),
        Results.number(now.value(), now.unit()),
        percent,
        verdict(before, now));
  }

  /** Rounds that overlap say nothing. */
  static String verdict(Row before, Row now) {
    boolean above = now.least() > before.most();
    boolean below = now.most() < before.least();
    if (!above && !below) {
      return "within the spread";
    }
    boolean more = now.unit().equals("/s") || now.unit().equals("×");
    return above == more ? "better" : "worse";
  }

  private static Optional<Row> find(List<Row> rows, String name) {
    return rows.stream().filter(row -> row.name().equals(name)).findFirst();
  }
}
