package dev.twite.search;

import static org.apache.lucene.search.BooleanClause.Occur.MUST;
import static org.apache.lucene.search.BooleanClause.Occur.SHOULD;

import dev.twite.common.error.Checks;
import dev.twite.common.follow.ReadFilters;
import dev.twite.search.store.Fields;
import dev.twite.search.store.Lookup;
import dev.twite.search.store.SearchIndex;
import dev.twite.search.text.TextForm;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/** What a word that is still being typed may become. */
public final class Suggester {
  private static final int MAX_PREFIX = 50;
  private static final int MAX_EACH = 20;

  /** Tags that are looked at for a prefix, in each segment. */
  private static final int MAX_TERMS = 20_000;

  private static final Sort FAMOUS_FIRST =
      new Sort(new SortField(Fields.FOLLOWERS, SortField.Type.LONG, true));

  private final Searches searches;
  private final SearchIndex index;
  private final ReadFilters filters;

  /**
   * @param users by followers
   * @param tags without the sign, by use
   */
  public record Suggestions(List<Long> users, List<String> tags) {}

  @Inject
  Suggester(Searches searches, SearchIndex index, ReadFilters filters) {
    this.searches = searches;
    this.index = index;
    this.filters = filters;
  }

  /**
   * @throws dev.twite.common.error.TwiteException INVALID_REQUEST naming q or limit
   */
  public Suggestions suggest(long readerId, String prefix, int limit) {
    new Checks()
        .text("q", prefix, 1, MAX_PREFIX)
        .require(limit >= 1 && limit <= MAX_EACH, "limit", "out_of_range", "Is not from 1 to 20")
        .finish();
    Reader reader = Reader.of(readerId, filters, index);
    String typed = prefix.strip();
    boolean tagsOnly = typed.startsWith("#") || typed.startsWith("＃");
    boolean usersOnly = typed.startsWith("@") || typed.startsWith("＠");
    String word = tagsOnly || usersOnly ? typed.substring(1) : typed;
    return searches.run(
        "suggest",
        searcher ->
            new Suggestions(
                tagsOnly ? List.of() : users(searcher, word, reader, limit),
                usersOnly ? List.of() : tags(searcher, TextForm.tag(word), limit)));
  }

  private List<Long> users(IndexSearcher searcher, String word, Reader reader, int limit)
      throws IOException {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    query.add(new ConstantScoreQuery(called(word)), MUST);
    UserSearch.without(query, reader.hiddenIds());
    TopDocs found = searcher.search(query.build(), limit, FAMOUS_FIRST);
    return Lookup.ids(searcher, found, Fields.USER);
  }

  /** The handle begins so, or all words are in the name, the last one perhaps not yet whole. */
  private Query called(String word) {
    List<String> words = index.exact().terms(word);
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    any.add(new PrefixQuery(new Term(Fields.HANDLE, TextForm.handle(word))), SHOULD);
    if (!words.isEmpty()) {
      BooleanQuery.Builder name = new BooleanQuery.Builder();
      for (int i = 0; i < words.size(); i++) {
        Term term = new Term(Fields.NAME, words.get(i));
        name.add(i == words.size() - 1 ? new PrefixQuery(term) : new TermQuery(term), MUST);
      }
      any.add(name.build(), SHOULD);
    }
    return any.build();
  }

  private static List<String> tags(IndexSearcher searcher, String prefix, int limit)
      throws IOException {
    Map<String, Integer> uses = new HashMap<>();
    BytesRef begin = new BytesRef(prefix);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Terms terms = leaf.reader().terms(Fields.PUBLIC_TAG);
      if (terms != null) {
        TermsEnum each = terms.iterator();
        int seen = 0;
        for (boolean more = each.seekCeil(begin) != TermsEnum.SeekStatus.END;
            more && StringHelper.startsWith(each.term(), begin) && seen < MAX_TERMS;
            more = each.next() != null) {
          uses.merge(each.term().utf8ToString(), each.docFreq(), Integer::sum);
          seen++;
        }
      }
    }
    List<String> mostUsed =
        uses.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .toList();
    List<String> alive = new ArrayList<>();
    for (String tag : mostUsed) {
      // Uses in deleted tweets count until their segment is merged; a tag of none but them is gone.
      if (searcher.search(new TermQuery(new Term(Fields.PUBLIC_TAG, tag)), 1).scoreDocs.length
          > 0) {
        alive.add(tag);
      }
      if (alive.size() == limit) {
        break;
      }
    }
    return alive;
  }
}
