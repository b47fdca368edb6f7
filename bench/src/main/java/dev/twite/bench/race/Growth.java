package dev.twite.bench.race;

import dev.twite.bench.Api;
import dev.twite.bench.Person;
import dev.twite.bench.Settlers;
import dev.twite.bench.race.Row.Goal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.RedisClient;

/**
 * Timelines while the database grows from a thousand tweets to a million, read by people who follow
 * 10, 500 and 5,000: one connection, medians. On data of its own, so that it has exactly as many
 * tweets as it says.
 */
final class Growth {
  static final List<Integer> STEPS = List.of(BulkTweets.FIRST, 10_000, 100_000, 1_000_000);

  /** A machine with other work strays by as much. */
  static final Goal FLAT = new Goal(Goal.Kind.MOST_RATIO, 1.5);

  /** How many the readers follow. */
  static final List<Integer> FOLLOWEES = List.of(BulkTweets.FIRST_AUTHORS, 500, 5_000);

  private static final int AUTHORS = FOLLOWEES.getLast();
  private static final int CLIENTS = 16;
  private static final Duration WARM = Duration.ofSeconds(30);
  private static final Duration WARM_AGAIN = Duration.ofSeconds(5);

  private final RacePlan plan;
  private final Path dataDir;
  private final PrintStream out;

  Growth(RacePlan plan, Path dataDir, PrintStream out) {
    this.plan = plan;
    this.dataDir = dataDir;
    this.out = out;
  }

  /** What was measured of one kind of read at one size. */
  record Figure(List<Double> millis, long errors) {}

  List<Row> run() {
    Stage.clear(dataDir);
    Map<Integer, Map<String, Figure>> steps = new LinkedHashMap<>();
    try (Stage stage = Stage.start(dataDir, false, out);
        RedisClient redis = FloorData.connect(stage.redisUrl(), new GenericObjectPoolConfig<>())) {
      Api api = stage.api();
      Settlers settlers = new Settlers(api, CLIENTS, out);
      int people = AUTHORS + FOLLOWEES.size();
      Map<Integer, Person> all = settlers.register(IntStream.range(0, people).boxed().toList());
      List<Person> authors = IntStream.range(0, AUTHORS).mapToObj(all::get).toList();
      List<Person> readers = IntStream.range(AUTHORS, people).mapToObj(all::get).toList();
      List<Settlers.Follow> follows = new ArrayList<>();
      for (int i = 0; i < readers.size(); i++) {
        follows.addAll(follows(readers.get(i), authors.subList(0, FOLLOWEES.get(i))));
      }
      BulkFollows.make(stage.postgres(), follows, Instant.now());
      GrowthReads reads = new GrowthReads(api, redis, authors.subList(0, BulkTweets.FIRST_AUTHORS));
      BulkTweets tweets = new BulkTweets(stage.postgres(), authors, STEPS.getLast(), Instant.now());
      // The first size only warms up to begin with. It is measured last, next to the largest, so
      // that it has neither a colder compiler nor another hour of the machine's.
      List<Integer> order = new ArrayList<>(STEPS);
      order.add(STEPS.getFirst());
      for (int size : order) {
        tweets.resize(size);
        List<LoneReader.Read> wanted = new ArrayList<>();
        for (int i = 0; i < readers.size(); i++) {
          wanted.addAll(reads.homes(readers.get(i), followees(FOLLOWEES.get(i))));
        }
        wanted.add(reads.authors(readers.getFirst()));
        wanted.add(reads.profile(readers.getFirst()));
        // Anew each time: a connection does not outlast a million inserts.
        try (LoneReader connection = new LoneReader(stage.url())) {
          warm(connection, wanted, steps.isEmpty() ? WARM : WARM_AGAIN);
          steps.put(size, measure(connection, wanted, size));
        }
      }
    }
    Stage.clear(dataDir);
    return rows(steps);
  }

  private static List<Settlers.Follow> follows(Person reader, List<Person> authors) {
    return authors.stream().map(author -> new Settlers.Follow(reader, author)).toList();
  }

  private static void warm(LoneReader connection, List<LoneReader.Read> reads, Duration time) {
    long begin = System.nanoTime();
    do {
      reads.forEach(connection::read);
    } while (System.nanoTime() - begin < time.toNanos());
  }

  /** All kinds in each round, so that none has a better moment than the others. */
  private Map<String, Figure> measure(
      LoneReader connection, List<LoneReader.Read> reads, int size) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    for (int i = 0; i < plan.rounds(); i++) {
      for (LoneReader.Read read : reads) {
        LoneReader.Round round = connection.read(read);
        figures.merge(
            read.name(), new Figure(List.of(round.millis()), round.errors()), Growth::together);
      }
    }
    figures.forEach(
        (name, figure) ->
            out.println(
                String.format(
                    Locale.ROOT,
                    "  %,d tweets: %s %.2f ms, %d errors",
                    size,
                    name,
                    Row.median(figure.millis()),
                    figure.errors())));
    out.flush();
    return figures;
  }

  private static Figure together(Figure one, Figure other) {
    List<Double> millis = new ArrayList<>(one.millis());
    millis.addAll(other.millis());
    return new Figure(List.copyOf(millis), one.errors() + other.errors());
  }

  /** Each size beside the first, then more followees beside the fewest at the last. */
  static List<Row> rows(Map<Integer, Map<String, Figure>> steps) {
    List<Row> rows = new ArrayList<>();
    Map<String, Figure> first = steps.get(STEPS.getFirst());
    Map<String, Figure> last = steps.get(STEPS.getLast());
    for (String name : first.keySet()) {
      Goal goal = name.equals(GrowthReads.PROFILE) ? Goal.NONE : FLAT;
      for (int size : STEPS.subList(1, STEPS.size())) {
        String title = name + tweets(size);
        rows.add(
            row(title, steps.get(size).get(name), tweets(STEPS.getFirst()), first.get(name), goal));
      }
    }
    String fewest = followees(FOLLOWEES.getFirst());
    for (String name : List.of(GrowthReads.WARM, GrowthReads.COLD, GrowthReads.BELOW)) {
      // Only a list that is there is read without looking at everybody who is followed.
      Goal goal = name.equals(GrowthReads.WARM) ? FLAT : Goal.NONE;
      for (int followees : FOLLOWEES.subList(1, FOLLOWEES.size())) {
        String more = name + followees(followees);
        rows.add(
            row(more + " instead of 10", last.get(more), fewest, last.get(name + fewest), goal));
      }
    }
    return rows;
  }

  private static Row row(String name, Figure figure, String beside, Figure limit, Goal goal) {
    return new Row(
        name,
        "ms",
        figure.millis(),
        beside.substring(2),
        limit.millis(),
        goal,
        figure.errors() + limit.errors());
  }

  private static String followees(int count) {
    return String.format(Locale.ROOT, ", %,d followees", count);
  }

  private static String tweets(int size) {
    return String.format(Locale.ROOT, ", %,d tweets", size);
  }
}
