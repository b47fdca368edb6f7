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
 * Timelines while the database grows from a thousand tweets to a million, read by somebody who
 * follows 10 and by somebody who follows 5,000: one connection, medians. On data of its own, so
 * that it has exactly as many tweets as it says.
 */
final class Growth {
  static final List<Integer> STEPS = List.of(BulkTweets.FIRST, 10_000, 100_000, 1_000_000);

  /** A machine with other work strays by as much. */
  static final Goal FLAT = new Goal(Goal.Kind.MOST_RATIO, 1.5);

  private static final int FEW = BulkTweets.FIRST_AUTHORS;
  private static final int MANY = 5_000;
  private static final String OF_FEW = String.format(Locale.ROOT, ", %,d followees", FEW);
  private static final String OF_MANY = String.format(Locale.ROOT, ", %,d followees", MANY);
  private static final int CLIENTS = 16;
  private static final Duration WARM = Duration.ofSeconds(30);

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
      Map<Integer, Person> all = settlers.register(IntStream.range(0, MANY + 2).boxed().toList());
      List<Person> authors = IntStream.range(0, MANY).mapToObj(all::get).toList();
      Person few = all.get(MANY);
      Person many = all.get(MANY + 1);
      settlers.follow(follows(few, authors.subList(0, FEW)));
      settlers.follow(follows(many, authors));
      GrowthReads reads = new GrowthReads(api, redis, authors.subList(0, FEW));
      BulkTweets tweets = new BulkTweets(stage.postgres(), authors, STEPS.getLast(), Instant.now());
      for (int size : STEPS) {
        tweets.growTo(size);
        List<LoneReader.Read> wanted = new ArrayList<>(reads.of(few, OF_FEW));
        wanted.addAll(reads.of(many, OF_MANY));
        wanted.add(reads.profile(few));
        // Anew each time: a connection does not outlast a million inserts.
        try (LoneReader connection = new LoneReader(stage.url())) {
          steps.put(size, step(connection, wanted, size));
        }
      }
    }
    Stage.clear(dataDir);
    return rows(steps);
  }

  private static List<Settlers.Follow> follows(Person reader, List<Person> authors) {
    return authors.stream().map(author -> new Settlers.Follow(reader, author)).toList();
  }

  /** All kinds in each round, so that none has a better moment than the others. */
  private Map<String, Figure> step(LoneReader connection, List<LoneReader.Read> reads, int size) {
    // At the first size for as long as the compiler needs, later to fill what is kept in memory.
    Duration warm = size == STEPS.getFirst() ? WARM : Duration.ZERO;
    long begin = System.nanoTime();
    do {
      reads.forEach(connection::read);
    } while (System.nanoTime() - begin < warm.toNanos());
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

  /** Each size beside the first, then many followees beside few at the last. */
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
    for (String name : List.of(GrowthReads.WARM, GrowthReads.COLD, GrowthReads.BELOW)) {
      // Only a list that is there is read without looking at everybody who is followed.
      Goal goal = name.equals(GrowthReads.WARM) ? FLAT : Goal.NONE;
      rows.add(
          row(
              name + OF_MANY + " instead of 10",
              last.get(name + OF_MANY),
              OF_FEW,
              last.get(name + OF_FEW),
              goal));
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

  private static String tweets(int size) {
    return String.format(Locale.ROOT, ", %,d tweets", size);
  }
}
