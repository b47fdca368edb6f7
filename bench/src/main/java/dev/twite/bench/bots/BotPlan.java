package dev.twite.bench.bots;

import dev.twite.bench.Arguments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What a run of bots is like.
 *
 * @param people how many, where no graph is given
 * @param mean how many a person follows, about, where no graph is given
 * @param graph an edge list; empty for a made-up network
 * @param rate actions a second, on average over a day
 * @param day how long a day takes; zero for an even rate
 * @param readers how many watch live
 * @param clients how many set the people up at once
 * @param report where the HTML goes
 */
record BotPlan(
    int people,
    int mean,
    String graph,
    double rate,
    Duration ramp,
    Duration soak,
    Duration day,
    int readers,
    int clients,
    long seed,
    Limits limits,
    Path report) {
  static final Set<String> OPTIONS =
      Set.of(
          "people",
          "following",
          "graph",
          "rate",
          "ramp",
          "seconds",
          "day",
          "readers",
          "clients",
          "seed",
          "max-p99",
          "max-errors",
          "max-freshness",
          "report",
          "url",
          "run",
          "split",
          "allow-remote");

  static BotPlan from(Arguments arguments) {
    int soak = arguments.number("seconds", 60, 1, 86_400);
    int people = arguments.number("people", 500, 2, 100_000);
    return new BotPlan(
        people,
        arguments.number("following", 10, 1, 1_000),
        arguments.text("graph", ""),
        arguments.decimal("rate", 50, 0.1, 100_000),
        Duration.ofSeconds(arguments.number("ramp", 10, 0, 3_600)),
        Duration.ofSeconds(soak),
        // A day a run, unless told.
        Duration.ofSeconds(arguments.number("day", soak, 0, 86_400)),
        arguments.number("readers", Math.min(100, people), 0, 10_000),
        arguments.number("clients", 16, 1, 1_000),
        arguments.number("seed", 1, 0, Integer.MAX_VALUE),
        new Limits(
            arguments.decimal("max-p99", 500, 0, 60_000),
            arguments.decimal("max-errors", 0.1, 0, 100),
            arguments.decimal("max-freshness", 2_000, 0, 60_000)),
        Path.of(arguments.text("report", "bench/target/bots.html")));
  }

  double seconds() {
    return ramp.plus(soak).toMillis() / 1e3;
  }
}
