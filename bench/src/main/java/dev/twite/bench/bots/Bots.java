package dev.twite.bench.bots;

import dev.twite.bench.Api;
import dev.twite.bench.Arguments;
import dev.twite.bench.Graph;
import dev.twite.bench.Http;
import dev.twite.bench.LaunchedServer;
import dev.twite.bench.Target;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The command {@code bots}: where the load goes, and what is started for it. */
public final class Bots {
  private final PrintStream out;

  public Bots(PrintStream out) {
    this.out = out;
  }

  /** The exit code: 0 when the run held to its limits. */
  public int run(String[] args) {
    Arguments arguments = Arguments.parse(args, 1, BotPlan.OPTIONS);
    BotPlan plan = BotPlan.from(arguments);
    // Before anything is started: a wrong file is to be heard of at once.
    Network network =
        plan.graph().isEmpty()
            ? Network.heavyTailed(plan.people(), plan.mean(), plan.seed())
            : Network.of(Graph.read(Path.of(plan.graph())));
    if (!arguments.flag("run")) {
      URI url = Target.of(arguments);
      Target.requireLocal(url, arguments.flag("allow-remote"));
      return against(url, plan, network);
    }
    List<String> options = arguments.flag("split") ? List.of("--split") : List.of();
    try (LaunchedServer server = LaunchedServer.start(options, Map.of(), out)) {
      return against(server.url(), plan, network);
    }
  }

  private int against(URI url, BotPlan plan, Network network) {
    Http http = new Http(url);
    http.requireServer();
    out.printf("%d people, %d follows, at %s%n", network.size(), network.follows(), url);
    Api api = new Api(http);
    Society society = Society.settle(network, api, plan.clients(), plan.seed(), out);
    return new BotRun(plan, url, society, api, out).run();
  }
}
