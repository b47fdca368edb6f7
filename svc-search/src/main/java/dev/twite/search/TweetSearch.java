package dev.twite.search;

import static org.apache.lucene.search.BooleanClause.Occur.FILTER;
import static org.apache.lucene.search.BooleanClause.Occur.MUST;

import com.google.common.primitives.Longs;
import dev.twite.common.error.Checks;
import dev.twite.common.error.TwiteException;
import dev.twite.common.follow.ReadFilters;
import dev.twite.search.query.Node;
import dev.twite.search.query.Parser;
import dev.twite.search.query.QueryFault;
import dev.twite.search.store.Fields;
import dev.twite.search.store.Lookup;
import dev.twite.search.store.SearchIndex;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.lucene.document.LongField;
import org.apache.lucene.queries.function.FunctionScoreQuery;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;

/** Finds tweets: the newest, or the best. */
public final class TweetSearch {
  private static final int MAX_QUERY = 512;
  private static final Pattern ID = Pattern.compile("[0-9]{1,19}");

  private final Searches searches;
  private final TweetQueries queries;
  private final Rankings rankings;
  private final ReadFilters filters;
  private final SearchIndex index;
  private final Clock clock;

  /**
   * A page of ids.
   *
   * @param nextCursor empty when nothing follows
   */
  public record Hits(List<Long> ids, String nextCursor) {}

  @Inject
  TweetSearch(
      Searches searches,
      TweetQueries queries,
      Rankings rankings,
      ReadFilters filters,
      SearchIndex index,
      Clock clock) {
    this.searches = searches;
    this.queries = queries;
    this.rankings = rankings;
    this.filters = filters;
    this.index = index;
    this.clock = clock;
  }

  /**
   * Newest first.
   *
   * @throws TwiteException INVALID_REQUEST naming q, cursor or limit
   */
  public Hits recent(long readerId, String query, String cursor, int limit) {
    Node node = parse(query, limit);
    long before = before(cursor);
    Reader reader = Reader.of(readerId, filters, index);
    List<Long> ids =
        searches.run(
            "recent",
            searcher -> {
              Query wanted = queries.of(node, reader, searcher);
              if (before < Long.MAX_VALUE) {
                wanted = and(wanted, LongField.newRangeQuery(Fields.TWEET, 0, before - 1));
              }
              return ids(searcher, newest(searcher, wanted, limit + 1));
            });
    boolean more = ids.size() > limit;
    return more
        ? new Hits(ids.subList(0, limit), Long.toString(ids.get(limit - 1)))
        : new Hits(ids, "");
  }

  /**
   * Best first, at most {@link Rankings#MOST}.
   *
   * @throws TwiteException INVALID_REQUEST naming q, cursor or limit
   */
  public Hits top(long readerId, String query, String cursor, int limit) {
    Node node = parse(query, limit);
    Reader reader = Reader.of(readerId, filters, index);
    Rankings.Page page =
        rankings.page(
            "tweets " + readerId + " " + query,
            cursor,
            limit,
            clock.millis(),
            asOf -> best(node, reader, asOf));
    return new Hits(page.ids(), page.nextCursor());
  }

  private List<Long> best(Node node, Reader reader, long asOf) {
    return searches.run(
        "top",
        searcher -> {
          Query known =
              and(
                  queries.of(node, reader, searcher),
                  LongField.newRangeQuery(Fields.CREATED, Long.MIN_VALUE, asOf));
          return ids(
              searcher,
              searcher.search(new FunctionScoreQuery(known, new TopScore(asOf)), Rankings.MOST));
        });
  }

  /**
   * The newest, and no more: documents lie in this order, so each part of the index is read until
   * it has given enough. How many there are nobody asks, and nobody learns.
   */
  static TopDocs newest(IndexSearcher searcher, Query wanted, int most) throws IOException {
    return searcher.search(wanted, new TopFieldCollectorManager(Fields.NEWEST, most, most));
  }

  private Node parse(String query, int limit) {
    new Checks()
        .text("q", query, 1, MAX_QUERY)
        .require(limit >= 1 && limit <= 100, "limit", "out_of_range", "Is not from 1 to 100")
        .require(
            query.isEmpty() || !query.isBlank(), "q", "required", "Missing; give at least a word")
        .finish();
    try {
      Node node = Parser.parse(query);
      queries.requireBounded(node);
      return node;
    } catch (QueryFault fault) {
      throw TwiteException.invalid("q", fault.code(), fault.getMessage());
    }
  }

  private static long before(String cursor) {
    if (cursor.isEmpty()) {
      return Long.MAX_VALUE;
    }
    Long before = ID.matcher(cursor).matches() ? Longs.tryParse(cursor) : null;
    if (before == null) {
      throw TwiteException.invalid(
          "cursor", "invalid_cursor", "Is not a cursor of ours; leave it out to start");
    }
    return before == 0 ? Long.MAX_VALUE : before;
  }

  private static Query and(Query scored, Query filter) {
    return new BooleanQuery.Builder().add(scored, MUST).add(filter, FILTER).build();
  }

  private static List<Long> ids(IndexSearcher searcher, TopDocs found) throws IOException {
    return Lookup.ids(searcher, found, Fields.TWEET);
  }
}
