package dev.twite.search.figures;

import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.tweet.v1.Visibility;
import dev.twite.search.figures.Question.Kind;
import dev.twite.search.testing.World;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * svc-search beside PostgreSQL's full-text search, on the same tweets, one after the other in the
 * same run: {@code make search-figures}. Servers and clients share the machine, so that the ratios
 * say something and the figures little. Prints a table to paste.
 */
public final class SearchFigures {
  private static final int MOST_TWEETS = 5_000_000;
  private static final int QUESTIONS = 400;
  private static final int MOST_ASKED = 1_600;
  private static final Duration MOST_TIME = Duration.ofSeconds(5);
  private static final int WARM_UP = 200;

  private final PrintStream out = System.out;
  private final int count;
  private final int clients;
  private final Instant end = Instant.now();
  private final Samples samples;
  private final Questions questions;
  private final List<String> rows = new ArrayList<>();

  private SearchFigures(int count, int clients) {
    this.count = count;
    this.clients = clients;
    this.samples = new Samples(count, end.toEpochMilli());
    this.questions = new Questions(samples, end);
  }

  /** Arguments: how many tweets, how many clients. */
  public static void main(String[] args) throws Exception {
    int tweets = number("TWEETS", args[0], 100, MOST_TWEETS);
    int clients = number("CLIENTS", args[1], 1, 100);
    Path folder = Files.createTempDirectory("twite-search-figures");
    try {
      new SearchFigures(tweets, clients).run(folder);
    } finally {
      delete(folder);
    }
    System.exit(0);
  }

  private void run(Path folder) throws Exception {
    String load =
        String.format(
            Locale.ROOT,
            "load %.1f at the start",
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    say("Starting Kafka, PostgreSQL and svc-search");
    try (SearchEngine search = new SearchEngine(folder);
        PostgresEngine postgres = new PostgresEngine(clients)) {
      fill(search, postgres);
      agreement(search, postgres);
      speed(search, postgres);
      freshness(search, postgres);
    }
    out.printf(
        Locale.ROOT,
        "%n`make search-figures TWEETS=%d CLIENTS=%d`, %d cores shared by everything, %s, Java %s%n%n",
        count,
        clients,
        Runtime.getRuntime().availableProcessors(),
        load,
        System.getProperty("java.version"));
    out.println("| figure | svc-search | PostgreSQL |\n| --- | --- | --- |");
    rows.forEach(out::println);
  }

  private void fill(SearchEngine search, PostgresEngine postgres) throws Exception {
    say("Making up " + count + " tweets of " + Samples.AUTHORS + " authors");
    List<Long> authors = search.join(Samples.AUTHORS);
    postgres.join(authors);
    List<TweetCreated> tweets = new ArrayList<>();
    List<Integer> likes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Sample sample = samples.get(i);
      tweets.add(tweet(sample, authors.get(sample.author())));
      likes.add(sample.likes());
    }
    say("Indexing");
    SearchEngine.Indexed indexed = search.index(tweets, likes);
    say("Loading PostgreSQL");
    double loaded = postgres.load(tweets, likes);
    double tidied = postgres.tidy();
    row(
        "new tweets until all are findable",
        String.format(
            Locale.ROOT,
            "%,.0f/s; all told after %.1f s, all findable after %.1f s",
            count / indexed.findable(),
            indexed.told(),
            indexed.findable()),
        String.format(Locale.ROOT, "%,.0f/s; all in after %.1f s", count / loaded, loaded));
    row(
        "work left after that",
        String.format(
            Locale.ROOT,
            "counts of %,d fetched after %.1f s",
            count - indexed.left(),
            indexed.counted()),
        String.format(Locale.ROOT, "VACUUM ANALYZE %.1f s", tidied));
    row("on disk", size(search.size()), size(postgres.size()));
    row("of this, the words' index", "", size(postgres.sizeOfWords()));
  }

  private void agreement(SearchEngine search, PostgresEngine postgres) throws Exception {
    say("Comparing what they find");
    for (Kind kind : Kind.values()) {
      Agreement agreement = Agreement.of(questions.of(kind, QUESTIONS), search, postgres);
      row("hits of " + kind.label + ", " + agreement.same(), agreement.first(), agreement.second());
    }
  }

  private void speed(SearchEngine search, PostgresEngine postgres) throws Exception {
    List<Question> mix = new ArrayList<>();
    Map<Kind, List<Question>> kinds = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      kinds.put(kind, questions.of(kind, QUESTIONS));
    }
    for (int i = 0; i < QUESTIONS; i++) {
      for (List<Question> kind : kinds.values()) {
        mix.add(kind.get(i));
      }
    }
    say("Warming up");
    for (Engine engine : List.of(search, postgres)) {
      warm(engine, mix);
    }
    say("Asking");
    for (boolean top : new boolean[] {false, true}) {
      String sort = top ? "top: " : "recent: ";
      compare(sort + "all kinds mixed", mix, top, search, postgres);
      for (Kind kind : Kind.values()) {
        if (!top || kind.ranked) {
          compare(sort + kind.label, kinds.get(kind), top, search, postgres);
        }
      }
    }
  }

  /** Compilers and caches have seen every kind before anything is measured. */
  private void warm(Engine engine, List<Question> mix) throws Exception {
    Crowd.ask(
        clients,
        Integer.MAX_VALUE,
        MOST_TIME,
        number -> {
          engine.recent(mix.get(number % mix.size()), Engine.PAGE);
          engine.top(mix.get(number % mix.size()));
        });
  }

  private void compare(
      String label, List<Question> asked, boolean top, Engine search, Engine postgres)
      throws Exception {
    row(label, ask(search, asked, top).cellWithRate(), ask(postgres, asked, top).cellWithRate());
  }

  private Latencies ask(Engine engine, List<Question> asked, boolean top) throws Exception {
    Crowd.Request request =
        number -> {
          Question question = asked.get(number % asked.size());
          if (top) {
            engine.top(question);
          } else {
            engine.recent(question, Engine.PAGE);
          }
        };
    Crowd.ask(clients, WARM_UP, MOST_TIME.dividedBy(5), request);
    return Crowd.ask(clients, MOST_ASKED, MOST_TIME, request);
  }

  private void freshness(SearchEngine search, PostgresEngine postgres) throws Exception {
    say("Writing while others ask");
    List<Question> mix = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      mix.addAll(questions.of(kind, QUESTIONS / 4));
    }
    // Mixed, always in the same way.
    mix.sort(Comparator.comparingInt(question -> question.search().hashCode()));
    Freshness freshness = new Freshness(clients, mix);
    Freshness.Seen found =
        freshness.measure(
            search,
            () -> {
              TweetCreated tweet = tweet(samples.get(0), 1);
              search.write(tweet);
              long acknowledged = System.nanoTime();
              return () -> search.untilFindable(tweet.getTweetId(), acknowledged);
            });
    Freshness.Seen written =
        freshness.measure(
            postgres,
            () -> {
              TweetCreated tweet = tweet(samples.get(0), 1);
              long start = System.nanoTime();
              postgres.write(tweet);
              long took = System.nanoTime() - start;
              return () -> took;
            });
    row(
        String.format(
            Locale.ROOT,
            "%d writes a second while %d clients ask: Kafka's acknowledgement to findable; in PostgreSQL the insert itself",
            Freshness.WRITES_A_SECOND,
            clients),
        found.writes().cell() + " of " + found.writes().nanos().length,
        written.writes().cell() + " of " + written.writes().nanos().length);
    row("queries meanwhile", found.queries().cellWithRate(), written.queries().cellWithRate());
  }

  private static TweetCreated tweet(Sample sample, long author) {
    return TweetCreated.newBuilder()
        .setTweetId(World.newId())
        .setAuthorId(author)
        .setText(sample.text())
        .addAllHashtags(sample.tags())
        .setVisibility(Visibility.VISIBILITY_PUBLIC_VALUE)
        .setCreatedAtMs(sample.createdAtMs())
        .build();
  }

  private String size(long bytes) {
    return String.format(
        Locale.ROOT, "%.1f MiB, %,d bytes a tweet", bytes / 1_048_576.0, bytes / count);
  }

  private void row(String figure, String search, String postgres) {
    String row = "| " + figure + " | " + search + " | " + postgres + " |";
    rows.add(row);
    say(row);
  }

  private void say(String what) {
    double seconds = Duration.between(end, Instant.now()).toMillis() / 1000.0;
    out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds, what);
  }

  private static int number(String name, String text, int min, int max) {
    if (!text.matches("[0-9]{1,9}")
        || Integer.parseInt(text) < min
        || Integer.parseInt(text) > max) {
      System.err.printf("%s is a number from %d to %d, not '%s'%n", name, min, max, text);
      System.exit(2);
    }
    return Integer.parseInt(text);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }
}
