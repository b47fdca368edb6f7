package dev.twite.bench.race;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.twite.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures of all runs: for programs a line each, for people a table each. */
final class Results {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Path lines;
  private final Path tables;

  Results(Path lines, Path tables) {
    this.lines = lines;
    this.tables = tables;
  }

  /** The last run on such a machine. */
  Optional<Entry> last(Machine machine) {
    Optional<Entry> last = Optional.empty();
    if (!Files.exists(lines)) {
      return last;
    }
    int number = 0;
    try {
      for (String line : Files.readAllLines(lines)) {
        number++;
        if (!line.isBlank()) {
          Entry entry = JSON.readValue(line, Entry.class);
          last = entry.machine().equals(machine) ? Optional.of(entry) : last;
        }
      }
    } catch (IOException e) {
      throw new BenchException(lines + ", line " + number + ": " + e.getMessage(), e);
    }
    return last;
  }

  void append(Entry entry) {
    try {
      Files.writeString(
          lines,
          JSON.writeValueAsString(entry) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      Files.writeString(
          tables, "\n" + table(entry), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new BenchException("Can't write the results: " + e.getMessage(), e);
    }
  }

  /** As Markdown. */
  static String table(Entry entry) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "## `%s`, %s, commit %s%n%s, %d cores, %d GiB, %s, Java %s; load %.1f before; reads by"
                + " %s; %d rounds of %d s, medians (least–most)%n%n",
            entry.command(),
            entry.time().substring(0, 10),
            entry.commit(),
            entry.machine().processor(),
            entry.machine().cores(),
            entry.machine().memoryGib(),
            entry.machine().system(),
            entry.machine().java(),
            entry.load(),
            entry.tool(),
            entry.rounds(),
            entry.seconds()));
    text.append(
        "| what | measured | beside | ratio | must | |\n| --- | --- | --- | --- | --- | --- |\n");
    entry.rows().forEach(row -> text.append(line(row)).append('\n'));
    return text.toString();
  }

  static String line(Row row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.name());
    String errors = row.errors() == 0 ? "" : ", **" + row.errors() + " errors**";
    cells.add(number(row.value(), row.unit()) + spread(row.least(), row.most()) + errors);
    boolean alone = row.limits().isEmpty();
    cells.add(alone ? "" : row.beside() + " " + number(Row.median(row.limits()), row.unit()));
    cells.add(alone ? "" : String.format(Locale.ROOT, "%.2f", row.ratio()));
    cells.add(
        switch (row.goal().kind()) {
          case NONE -> "";
          case RATIO -> "≥ " + row.goal().number() + " ×";
          case MOST_RATIO -> "≤ " + row.goal().number() + " ×";
          case MOST -> "≤ " + number(row.goal().number(), row.unit());
          case LEAST -> "≥ " + number(row.goal().number(), row.unit());
        });
    cells.add(row.met() == null ? "" : row.met() ? "yes" : "no");
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String spread(double least, double most) {
    return least == most ? "" : " (" + plain(least) + "–" + plain(most) + ")";
  }

  static String number(double value, String unit) {
    return plain(value) + (unit.equals("/s") ? unit : " " + unit);
  }

  private static String plain(double value) {
    if (value >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }
}
