package dev.twite.bench.race;

import dev.twite.bench.race.Row.Goal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The start with data in place, and a process each beside the one process. */
final class Shapes {
  private static final Goal QUICK = new Goal(Goal.Kind.MOST, 15);
  private static final Goal SERVICES = new Goal(Goal.Kind.MOST, 5);
  private static final Goal A_QUARTER = new Goal(Goal.Kind.RATIO, 0.25);

  private final RacePlan plan;
  private final Path dataDir;
  private final PrintStream out;

  Shapes(RacePlan plan, Path dataDir, PrintStream out) {
    this.plan = plan;
    this.dataDir = dataDir;
    this.out = out;
  }

  /** Once in quick mode: a start and a stop take half a minute. */
  List<Row> starts() {
    List<Double> whole = new ArrayList<>();
    List<Double> services = new ArrayList<>();
    for (int i = 0; i < (plan.full() ? plan.rounds() : 1); i++) {
      try (Stage stage = Stage.start(dataDir, false, out)) {
        whole.add(stage.server().startSeconds());
        services.add(stage.server().servicesSeconds());
      }
    }
    return List.of(
        Row.of("`make run` from built to ready, data in place", "s", whole, QUICK, 0),
        Row.of("of this, the services", "s", services, SERVICES, 0));
  }

  /**
   * @param cast of the race; its tokens hold in both shapes
   * @param before what the one process reached
   */
  List<Row> split(Cast cast, Reads reads, List<Row> before) {
    List<Row> rows = new ArrayList<>();
    try (Stage stage = Stage.start(dataDir, true, out)) {
      Ground ground = new Ground(plan, stage, cast, reads, out);
      List<Reads.Read> homes = TimelineReads.homes(cast.full());
      Rounds home = new Rounds("home");
      reads.run(stage.url(), homes, TimelineReads.CONNECTIONS, plan.round());
      for (int i = 0; i < plan.rounds(); i++) {
        home.add(reads.run(stage.url(), homes, TimelineReads.CONNECTIONS, plan.round()));
        ground.say("split, round %d: home %s", i + 1, home);
      }
      add(rows, "a process each: home timeline", home, find(before, "home timeline, 20"));
      WireLoad mix = new WireLoad(stage.url(), 64, Mix.requests(cast.crowd()));
      Rounds peak = new Rounds("mix");
      for (int i = 0; i < plan.rounds(); i++) {
        peak.add(mix.closed(plan.round()));
        ground.say("split, round %d: mix %s", i + 1, peak);
      }
      add(rows, "a process each: mix, peak", peak, find(before, "mix, peak"));
      double mib = stage.server().residentMib().getOrDefault("twite", 0L);
      rows.add(Row.of("a process each: memory of all", "MiB", List.of(mib), Goal.NONE, 0));
    }
    return rows;
  }

  /** Beside the one process' median, which was taken in the same run. */
  private static void add(List<Row> rows, String name, Rounds rounds, Optional<Row> one) {
    List<Double> rates = rounds.rates();
    if (one.isEmpty()) {
      rows.add(Row.of(name, "/s", rates, Goal.NONE, rounds.errors()));
      return;
    }
    List<Double> limits = rates.stream().map(unused -> one.get().value()).toList();
    rows.add(new Row(name, "/s", rates, "one process", limits, A_QUARTER, rounds.errors()));
  }

  private static Optional<Row> find(List<Row> rows, String start) {
    return rows.stream().filter(row -> row.name().startsWith(start)).findFirst();
  }
}
