package dev.twite.bench.race;

import dev.twite.bench.Arguments;
import dev.twite.bench.BenchException;
import dev.twite.bench.Graph;
import dev.twite.bench.bots.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How a race is run.
 *
 * @param rounds of each figure, alternating with its limit
 * @param round how long one lasts
 * @param only which measurements; empty for all
 * @param sockets connections that one event goes to
 * @param network of the mix
 */
record RacePlan(
    boolean full,
    int rounds,
    Duration round,
    Set<String> only,
    int sockets,
    Network network,
    boolean compare,
    boolean dry,
    boolean wrk) {
  static final Set<String> OPTIONS =
      Set.of("full", "rounds", "seconds", "only", "sockets", "graph", "compare", "dry", "no-wrk");

  /** In the order in which they run. */
  static final List<String> MEASURES =
      List.of(
          "reads", "search", "fanout", "create", "mix", "fresh", "sockets", "start", "split",
          "growth");

  /** Those that start Twite anew. */
  static final Set<String> OWN_STARTS = Set.of("start", "split", "growth");

  /** Takes minutes and people of its own: only in a full race, or by name. */
  private static final String LONG = "growth";

  private static final int PEOPLE = 962;
  private static final int QUICK_FOLLOWING = 10;
  private static final int FULL_FOLLOWING = 39;

  static RacePlan from(Arguments arguments) {
    boolean full = arguments.flag("full");
    String graph = arguments.text("graph", "");
    return new RacePlan(
        full,
        arguments.number("rounds", full ? 5 : 3, 1, 50),
        Duration.ofSeconds(arguments.number("seconds", full ? 10 : 3, 1, 300)),
        only(arguments.text("only", "")),
        arguments.number("sockets", 5_000, 1, 15_000),
        graph.isEmpty()
            ? Network.heavyTailed(PEOPLE, full ? FULL_FOLLOWING : QUICK_FOLLOWING, 1)
            : Network.of(Graph.read(Path.of(graph))),
        arguments.flag("compare"),
        arguments.flag("dry"),
        !arguments.flag("no-wrk"));
  }

  boolean wants(String measure) {
    return only.isEmpty() ? full || !measure.equals(LONG) : only.contains(measure);
  }

  /** Whether anything is measured with the people of the race. */
  boolean wantsCast() {
    return MEASURES.stream().anyMatch(measure -> wants(measure) && !measure.equals(LONG));
  }

  private static Set<String> only(String list) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : list.split(",", -1)) {
      if (!name.isBlank() && !MEASURES.contains(name.strip())) {
        throw new BenchException("ONLY names of " + MEASURES + ", not '" + name.strip() + "'");
      }
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    return Set.copyOf(names);
  }
}
