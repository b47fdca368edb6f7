package dev.twite.bench.race;

import dev.twite.bench.race.Row.Goal;
import java.util.ArrayList;
import java.util.List;

/** The rounds of one thing. */
final class Rounds {
  private final String name;
  private final List<Measured> rounds = new ArrayList<>();

  Rounds(String name) {
    this.name = name;
  }

  void add(Measured round) {
    rounds.add(round);
  }

  List<Double> rates() {
    return rounds.stream().map(Measured::perSecond).toList();
  }

  long errors() {
    return rounds.stream().mapToLong(Measured::errors).sum();
  }

  /** The rate beside that of a limit, round by round. */
  Row row(String title, Rounds limit, Goal goal) {
    return new Row(title, "/s", rates(), limit.name, limit.rates(), goal, errors());
  }

  Row p50(String title) {
    List<Double> millis = rounds.stream().map(Measured::p50Millis).toList();
    return Row.of(title, "ms", millis, Goal.NONE, 0);
  }

  Row p99(String title) {
    List<Double> millis = rounds.stream().map(Measured::p99Millis).toList();
    return Row.of(title, "ms", millis, Goal.NONE, 0);
  }

  /** The last one, for who watches. */
  @Override
  public String toString() {
    Measured last = rounds.getLast();
    return Results.number(last.perSecond(), "/s")
        + (last.errors() == 0 ? "" : " and " + last.errors() + " errors");
  }
}
