package dev.twite.search;

import static org.apache.lucene.search.BooleanClause.Occur.FILTER;
import static org.apache.lucene.search.BooleanClause.Occur.MUST;
import static org.apache.lucene.search.BooleanClause.Occur.MUST_NOT;
import static org.apache.lucene.search.BooleanClause.Occur.SHOULD;

import dev.twite.common.error.Checks;
import dev.twite.common.follow.ReadFilters;
import dev.twite.search.store.Fields;
import dev.twite.search.store.Lookup;
import dev.twite.search.store.SearchIndex;
import dev.twite.search.text.TextForm;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.apache.lucene.document.SortedNumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.function.FunctionScoreQuery;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DoubleValuesSource;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Finds people by handle, name and bio: all words must be somewhere, the last letters may lack. */
public final class UserSearch {
  private static final int MAX_QUERY = 100;
  private static final int MAX_WORDS = 8;

  private final Searches searches;
  private final SearchIndex index;
  private final Rankings rankings;
  private final ReadFilters filters;
  private final Clock clock;

  /**
   * A page of ids.
   *
   * @param nextCursor empty when nothing follows
   */
  public record Hits(List<Long> ids, String nextCursor) {}

  @Inject
  UserSearch(
      Searches searches, SearchIndex index, Rankings rankings, ReadFilters filters, Clock clock) {
    this.searches = searches;
    this.index = index;
    this.rankings = rankings;
    this.filters = filters;
    this.clock = clock;
  }

  /**
   * The best match first, at most {@link Rankings#MOST}.
   *
   * @throws dev.twite.common.error.TwiteException INVALID_REQUEST naming q, cursor or limit
   */
  public Hits find(long readerId, String query, String cursor, int limit) {
    new Checks()
        .text("q", query, 1, MAX_QUERY)
        .require(limit >= 1 && limit <= 100, "limit", "out_of_range", "Is not from 1 to 100")
        .finish();
    Reader reader = Reader.of(readerId, filters, index);
    Rankings.Page page =
        rankings.page(
            "users " + readerId + " " + query,
            cursor,
            limit,
            clock.millis(),
            asOf -> best(query, reader));
    return new Hits(page.ids(), page.nextCursor());
  }

  private List<Long> best(String query, Reader reader) {
    return searches.run(
        "users",
        searcher ->
            Lookup.ids(
                searcher, searcher.search(matching(query, reader), Rankings.MOST), Fields.USER));
  }

  private Query matching(String query, Reader reader) {
    List<String> words = index.exact().terms(query.replace('@', ' '));
    if (words.isEmpty()) {
      return new MatchNoDocsQuery("no word");
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (String word : words.stream().limit(MAX_WORDS).toList()) {
      all.add(somewhere(word), MUST);
    }
    String handle = TextForm.handle(query.strip().replaceFirst("^@", ""));
    all.add(boosted(new TermQuery(new Term(Fields.HANDLE, handle)), 20), SHOULD);
    BooleanQuery.Builder visible = new BooleanQuery.Builder();
    visible.add(new FunctionScoreQuery(all.build(), fame()), MUST);
    without(visible, reader.hiddenIds());
    return visible.build();
  }

  private Query somewhere(String word) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    any.add(boosted(new PrefixQuery(new Term(Fields.HANDLE, word)), 3), SHOULD);
    any.add(boosted(new TermQuery(new Term(Fields.NAME, word)), 3), SHOULD);
    any.add(boosted(new PrefixQuery(new Term(Fields.NAME, word)), 1), SHOULD);
    List<String> stem = index.stems().terms(word);
    if (stem.size() == 1) {
      any.add(new TermQuery(new Term(Fields.BIO, stem.getFirst())), SHOULD);
    }
    return any.build();
  }

  /** The match, and a logarithm of followers. */
  private static DoubleValuesSource fame() {
    return new FameScore();
  }

  static void without(BooleanQuery.Builder query, long[] users) {
    if (users.length > 0) {
      query.add(SortedNumericDocValuesField.newSlowSetQuery(Fields.USER, users), MUST_NOT);
    }
  }

  static Query people() {
    return new BooleanQuery.Builder()
        .add(new org.apache.lucene.search.FieldExistsQuery(Fields.USER), FILTER)
        .build();
  }

  private static Query boosted(Query query, float by) {
    return new BoostQuery(query, by);
  }
}
