package dev.twite.search;

import static org.apache.lucene.search.BooleanClause.Occur.FILTER;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.common.boot.Component;
import dev.twite.common.error.Checks;
import dev.twite.common.thread.PeriodicTask;
import dev.twite.search.store.Fields;
import dev.twite.search.store.Lookup;
import dev.twite.search.store.SearchIndex;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;

/**
 * Hashtags that more people use now than usually do. A tag's own past says what is usual: one that
 * is always busy is no trend. People count, not tweets, so that nobody makes a trend alone.
 */
public final class Trends implements Component {
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final int MOST = 50;

  /** Tags whose past is looked at. */
  private static final int CANDIDATES = 200;

  /** How much more than usual makes a trend. */
  private static final double TIMES = 2;

  private final SearchIndex index;
  private final SearchConfig config;
  private final Clock clock;
  private final PeriodicTask loop;
  private final Cache<String, Double> usual =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(10)).build();
  private volatile List<Trend> present = List.of();

  /**
   * @param tweets with the tag, public, within the window
   * @param authors of them
   * @param score by how much it stands out
   */
  public record Trend(String tag, long tweets, long authors, double score) {}

  private static final class Use {
    private long tweets;
    private final Set<Long> authors = new HashSet<>();
  }

  @Inject
  Trends(SearchIndex index, SearchConfig config, Clock clock) {
    this.index = index;
    this.config = config;
    this.clock = clock;
    this.loop = new PeriodicTask("search-trends", EVERY, this::look);
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public void stop() throws InterruptedException {
    loop.stop();
  }

  /**
   * The strongest first, as they were at most 15 s ago.
   *
   * @throws dev.twite.common.error.TwiteException INVALID_REQUEST naming limit
   */
  public List<Trend> list(int limit) {
    new Checks()
        .require(limit >= 1 && limit <= MOST, "limit", "out_of_range", "Is not from 1 to 50")
        .finish();
    List<Trend> all = present;
    return all.subList(0, Math.min(limit, all.size()));
  }

  /** How long the window is, in milliseconds. */
  public long windowMillis() {
    return config.trendWindow().toMillis();
  }

  /** Looks again. */
  public void look() {
    if (index.isBuilt()) {
      present = index.read(this::now);
    }
  }

  private List<Trend> now(IndexSearcher searcher) throws IOException {
    long now = clock.millis();
    long from = now - windowMillis();
    Set<Long> banned = index.banned();
    Map<String, Use> uses = new HashMap<>();
    TagUse.each(
        searcher,
        publicBetween(from, now),
        (tag, author, at) -> {
          if (!banned.contains(author)) {
            Use use = uses.computeIfAbsent(tag, none -> new Use());
            use.tweets++;
            use.authors.add(author);
          }
        });
    List<Map.Entry<String, Use>> busiest =
        uses.entrySet().stream()
            .filter(use -> use.getValue().authors.size() >= config.trendAuthors())
            .sorted(
                Comparator.comparing(
                    (Map.Entry<String, Use> use) -> use.getValue().authors.size(),
                    Comparator.reverseOrder()))
            .limit(CANDIDATES)
            .toList();
    List<Trend> trends = new ArrayList<>();
    for (Map.Entry<String, Use> use : busiest) {
      long authors = use.getValue().authors.size();
      double expected = usual(searcher, use.getKey(), from);
      if (authors >= TIMES * expected) {
        double score = (authors - expected) / Math.sqrt(expected + 1);
        trends.add(new Trend(use.getKey(), use.getValue().tweets, authors, score));
      }
    }
    trends.sort(Comparator.comparingDouble(Trend::score).reversed().thenComparing(Trend::tag));
    return List.copyOf(trends.subList(0, Math.min(MOST, trends.size())));
  }

  /** How many people use a tag in a window on average, before the present one. */
  private double usual(IndexSearcher searcher, String tag, long until) throws IOException {
    Double known = usual.getIfPresent(tag);
    if (known != null) {
      return known;
    }
    long from = until - config.trendHistory().toMillis();
    Query past =
        new BooleanQuery.Builder()
            .add(publicBetween(from, until - 1), FILTER)
            .add(new TermQuery(new Term(Fields.PUBLIC_TAG, tag)), FILTER)
            .build();
    Set<String> people = new HashSet<>();
    TagUse.each(
        searcher,
        past,
        (used, author, at) -> {
          if (used.equals(tag)) {
            people.add((until - at) / windowMillis() + " " + author);
          }
        });
    double windows = Math.max(1, (until - Math.max(from, oldest(searcher, from))) / windowMillis());
    double average = people.size() / windows;
    usual.put(tag, average);
    return average;
  }

  /** What lies before the first tweet says nothing. */
  private static long oldest(IndexSearcher searcher, long from) throws IOException {
    TopDocs first =
        searcher.search(
            LongField.newRangeQuery(Fields.CREATED, from, Long.MAX_VALUE),
            1,
            new Sort(
                LongField.newSortField(Fields.CREATED, false, SortedNumericSelector.Type.MIN)));
    return first.scoreDocs.length == 0
        ? from
        : Lookup.ids(searcher, first, Fields.CREATED).getFirst();
  }

  private static Query publicBetween(long from, long until) {
    return new BooleanQuery.Builder()
        .add(new TermQuery(new Term(Fields.PUBLIC, "1")), FILTER)
        .add(LongField.newRangeQuery(Fields.CREATED, from, until), FILTER)
        .build();
  }
}
