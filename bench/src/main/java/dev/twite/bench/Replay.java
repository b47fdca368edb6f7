package dev.twite.bench;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Lets the people of a graph use Twite, then compares everybody's home timeline with one computed
 * by brute force.
 */
final class Replay {
  private static final Set<String> OPTIONS =
      Set.of("graph", "url", "seconds", "clients", "quiet", "run", "split", "allow-remote");
  private static final int SHOWN = 10;

  private final PrintStream out;

  Replay(PrintStream out) {
    this.out = out;
  }

  /** The exit code: 0 when nothing differs. */
  int run(String[] args) {
    Arguments arguments = Arguments.parse(args, 1, OPTIONS);
    String file = arguments.text("graph", "");
    if (file.isEmpty()) {
      throw new BenchException("Which graph? make replay GRAPH=file, one edge 'a b' a line.");
    }
    Graph graph = Graph.read(Path.of(file));
    if (!arguments.flag("run")) {
      URI url = Target.of(arguments);
      Target.requireLocal(url, arguments.flag("allow-remote"));
      return against(url, graph, arguments);
    }
    List<String> options = arguments.flag("split") ? List.of("--split") : List.of();
    try (LaunchedServer server = LaunchedServer.start(options, Map.of(), out)) {
      return against(server.url(), graph, arguments);
    }
  }

  private int against(URI url, Graph graph, Arguments arguments) {
    int clients = arguments.number("clients", 16, 1, 1_000);
    Duration time = Duration.ofSeconds(arguments.number("seconds", 20, 1, 3_600));
    Duration patience = Duration.ofSeconds(arguments.number("quiet", 30, 0, 3_600));
    Http http = new Http(url);
    http.requireServer();
    out.printf(
        Locale.ROOT,
        "%d people, %d follows, %d clients, at %s%n",
        graph.nodes().size(),
        graph.follows(),
        clients,
        url);

    Api api = new Api(http);
    Population population = Population.settle(graph, api, clients, out);
    Ledger ledger = new Ledger();
    Load load = new Load(population, api, ledger);
    load.run(clients, time, out);
    Map<Integer, String> differences =
        new Comparison(population, api, ledger).run(clients, patience, out);

    out.println();
    out.println(load.table());
    out.println();
    report(differences, graph.nodes().size(), ledger.size());
    return differences.isEmpty() ? 0 : 1;
  }

  private void report(Map<Integer, String> differences, int people, long tweets) {
    if (differences.isEmpty()) {
      out.printf("All %d home timelines hold what they must, after %d tweets.%n", people, tweets);
      return;
    }
    out.printf(
        "%d of %d home timelines DIFFER, after %d tweets:%n", differences.size(), people, tweets);
    differences.entrySet().stream()
        .limit(SHOWN)
        .forEach(each -> out.println("  node " + each.getKey() + ": " + each.getValue()));
    if (differences.size() > SHOWN) {
      out.println("  …");
    }
  }
}
