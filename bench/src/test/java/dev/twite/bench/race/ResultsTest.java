package dev.twite.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.bench.BenchException;
import dev.twite.bench.race.Row.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final Machine HERE = new Machine("a", 2, 24, "Linux amd64", "25");
  private static final Machine THERE = new Machine("b", 8, 24, "Linux amd64", "25");
  private static final Goal AS_MUCH = new Goal(Goal.Kind.RATIO, 1.0);

  @TempDir Path folder;
  private Results results;

  @BeforeEach
  void open() {
    results = new Results(folder.resolve("r.jsonl"), folder.resolve("r.md"));
  }

  @Test
  void aRatioIsThatOfRoundsNotOfMedians() {
    Row row =
        new Row(
            "home",
            "/s",
            List.of(10.0, 30.0, 20.0),
            "floor",
            List.of(10.0, 60.0, 10.0),
            AS_MUCH,
            0);
    assertThat(row.value()).isEqualTo(20);
    assertThat(row.ratio()).isEqualTo(1);
    assertThat(row.met()).isTrue();
    assertThat(Results.line(row))
        .isEqualTo("| home | 20.0/s (10.0–30.0) | floor 10.0/s | 1.00 | ≥ 1.0 × | yes |");
  }

  @Test
  void errorsMissEveryGoal() {
    Row row = Row.of("p99", "ms", List.of(1.0), new Goal(Goal.Kind.MOST, 50), 3);
    assertThat(row.met()).isFalse();
    assertThat(Results.line(row)).contains("**3 errors**", "≤ 50.0 ms", "| no |");
  }

  @Test
  void aRatioMayBeAMostToo() {
    Goal flat = new Goal(Goal.Kind.MOST_RATIO, 1.5);
    Row row = new Row("home", "ms", List.of(3.0), "10,000 tweets", List.of(2.0), flat, 0);
    assertThat(row.met()).isTrue();
    assertThat(Results.line(row))
        .isEqualTo("| home | 3.00 ms | 10,000 tweets 2.00 ms | 1.50 | ≤ 1.5 × | yes |");
    Row slower = new Row("home", "ms", List.of(3.1), "10,000 tweets", List.of(2.0), flat, 0);
    assertThat(slower.met()).isFalse();
  }

  @Test
  void findsTheLastRunOfTheSameMachine() {
    results.append(entry(HERE, "aaa", row(100)));
    results.append(entry(HERE, "bbb", row(200)));
    results.append(entry(THERE, "ccc", row(900)));
    assertThat(results.last(HERE)).map(Entry::commit).contains("bbb");
    assertThat(results.last(HERE).orElseThrow().rows()).containsExactly(row(200));
    assertThat(results.last(new Machine("c", 1, 1, "", ""))).isEmpty();
  }

  @Test
  void writesATableForPeople() throws IOException {
    results.append(entry(HERE, "aaa", row(100)));
    assertThat(Files.readString(folder.resolve("r.md")))
        .contains("## `make bench`, 2026-11-23, commit aaa", "a, 2 cores, 24 GiB", "| home |");
  }

  @Test
  void namesTheLineThatIsWrong() throws IOException {
    Files.writeString(folder.resolve("r.jsonl"), "\n{\n");
    assertThatThrownBy(() -> results.last(HERE))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("r.jsonl, line 2");
  }

  @Test
  void saysBetterOrWorseOnlyBeyondTheSpread() {
    assertThat(Change.verdict(row(90, 110), row(105, 120))).isEqualTo("within the spread");
    assertThat(Change.verdict(row(90, 110), row(111, 120))).isEqualTo("better");
    assertThat(Change.verdict(row(90, 110), row(80, 89))).isEqualTo("worse");
    Row before = Row.of("p99", "ms", List.of(50.0), Goal.NONE, 0);
    Row after = Row.of("p99", "ms", List.of(40.0), Goal.NONE, 0);
    assertThat(Change.line(before, after))
        .isEqualTo("| p99 | 50.0 ms | 40.0 ms | -20.0 % | better |");
  }

  @Test
  void comparesWhatIsInBoth() {
    Entry before = entry(HERE, "aaa", row(100));
    Entry now = entry(HERE, "bbb", row(150), Row.of("new", "ms", List.of(1.0), Goal.NONE, 0));
    assertThat(Change.table(before, now)).contains("+50.0 %").doesNotContain("| new |");
  }

  private static Row row(double... values) {
    return Row.of("home", "/s", Arrays.stream(values).boxed().toList(), Goal.NONE, 0);
  }

  private static Entry entry(Machine machine, String commit, Row... rows) {
    return new Entry(
        "2026-11-23T01:02:03Z", commit, machine, "make bench", 0.5, "wrk", 3, 3, List.of(rows));
  }
}
