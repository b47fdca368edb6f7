package dev.twite.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * First figures of both shapes: start, home reads, posts, freshness, memory. Client and servers
 * share the machine. Prints a table to paste.
 */
final class Figures {
  private static final Set<String> OPTIONS = Set.of("seconds", "clients");
  private static final int PEOPLE = 50;
  private static final int FRESH_SAMPLES = 200;
  private static final int PAGE = 20;
  private static final Duration NOT_SEEN = Duration.ofSeconds(5);

  private final PrintStream out;

  Figures(PrintStream out) {
    this.out = out;
  }

  /** A read or a write, for one person. */
  private interface Action {
    void run(Person person) throws IOException;
  }

  int run(String[] args) {
    Arguments arguments = Arguments.parse(args, 1, OPTIONS);
    int clients = arguments.number("clients", 16, 1, 1_000);
    Duration time = Duration.ofSeconds(arguments.number("seconds", 10, 1, 600));
    List<String> rows = new ArrayList<>();
    for (String shape : List.of("one process", "a process each")) {
      rows.addAll(measure(shape, clients, time));
    }
    out.println();
    out.printf(
        "`make figures SECONDS=%d CLIENTS=%d`, %d cores, %s, client on the same machine%n%n",
        time.toSeconds(),
        clients,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.version"));
    out.println("| shape | figure | value |\n| --- | --- | --- |");
    rows.forEach(out::println);
    return 0;
  }

  private List<String> measure(String shape, int clients, Duration time) {
    List<String> options = shape.equals("one process") ? List.of() : List.of("--split");
    Map<String, String> env =
        Map.of("TWITE_DATA_DIR", Path.of("bench/target/figures").toAbsolutePath().toString());
    List<String> rows = new ArrayList<>();
    // The first start makes data and archives; the second is what people wait for every day.
    try (LaunchedServer first = LaunchedServer.start(options, env, out)) {
      rows.add(row(shape, "first start", "%.1f s", first.startSeconds()));
    }
    try (LaunchedServer server = LaunchedServer.start(options, env, out)) {
      rows.add(row(shape, "start", "%.1f s", server.startSeconds()));
      Api api = new Api(new Http(server.url()));
      rows.add(memory(shape, "memory after the start", server));
      List<Person> people = people(api, clients);
      ThreadLocalRandom random = ThreadLocalRandom.current();
      Action read = person -> api.home(person, PAGE, null);
      Action write = person -> api.tweet(person, "Figure " + random.nextLong());
      loop("Warming up", people, clients, time, write);
      loop("Warming up", people, clients, time, read);
      rows.add(row(shape, loop("Reading home", people, clients, time, read), time));
      rows.add(row(shape, loop("Writing", people, clients, time, write), time));
      rows.add(freshness(shape, api, people));
      rows.add(memory(shape, "memory after the load", server));
    }
    return rows;
  }

  /** Some who know each other, so that timelines have something in them. */
  private List<Person> people(Api api, int clients) {
    Graph graph = Ring.of(PEOPLE);
    return new ArrayList<>(Population.settle(graph, api, clients, out).people().values());
  }

  private Timings loop(
      String stage, List<Person> people, int clients, Duration time, Action action) {
    Timings timings = new Timings(stage);
    try (Bar bar = new Bar(out, stage, time.toMillis())) {
      long begin = System.nanoTime();
      Crowd.run(
          clients,
          client -> {
            while (System.nanoTime() - begin < time.toNanos()) {
              Person person = people.get(ThreadLocalRandom.current().nextInt(people.size()));
              long start = System.nanoTime();
              try {
                action.run(person);
                timings.took(System.nanoTime() - start);
              } catch (IOException | UnexpectedStatus failed) {
                timings.failed();
              }
              if (client == 0) {
                bar.at((System.nanoTime() - begin) / 1_000_000);
              }
            }
          });
    }
    return timings;
  }

  private String freshness(String shape, Api api, List<Person> people) {
    Person author = people.getFirst();
    Person follower = people.getLast();
    api.follow(follower, author);
    try (Bar bar = new Bar(out, "Watching", FRESH_SAMPLES);
        Freshness freshness = new Freshness(api, NOT_SEEN)) {
      for (int i = 0; i < FRESH_SAMPLES; i++) {
        long tweet = api.tweet(author, "Fresh " + i);
        freshness.watch(tweet, follower, System.nanoTime());
        bar.step();
      }
      Timings timings = freshness.timings();
      return String.format(
          Locale.ROOT,
          "| %s | 201 to visible to a follower, nothing else going on | p50 %.1f ms, p99 %.1f ms,"
              + " %d not seen |",
          shape,
          timings.millis(50),
          timings.millis(99),
          timings.errors());
    }
  }

  private static String memory(String shape, String figure, LaunchedServer server) {
    Map<String, Long> mib = server.residentMib();
    long total = mib.values().stream().mapToLong(Long::longValue).sum();
    return "| %s | %s | %d MiB: %s |".formatted(shape, figure, total, mib);
  }

  private static String row(String shape, String figure, String format, double value) {
    return "| %s | %s | %s |".formatted(shape, figure, String.format(Locale.ROOT, format, value));
  }

  private static String row(String shape, Timings timings, Duration time) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.0f a second, p50 %.1f ms, p99 %.1f ms, %d errors |",
        shape,
        timings.action(),
        timings.perSecond(time.toMillis() / 1000.0),
        timings.millis(50),
        timings.millis(99),
        timings.errors());
  }
}
