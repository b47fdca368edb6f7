package dev.twite.search;

import static org.apache.lucene.search.BooleanClause.Occur.FILTER;
import static org.apache.lucene.search.BooleanClause.Occur.MUST;
import static org.apache.lucene.search.BooleanClause.Occur.MUST_NOT;
import static org.apache.lucene.search.BooleanClause.Occur.SHOULD;

import dev.twite.common.error.TwiteException;
import dev.twite.search.query.Node;
import dev.twite.search.store.Fields;
import dev.twite.search.store.Lookup;
import dev.twite.search.store.SearchIndex;
import dev.twite.search.text.TextForm;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedNumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** What a query means, in Lucene's terms. Only words and phrases count for the score. */
final class TweetQueries {
  /** Most words that a query may come to in the index: a word may be cut into many. */
  private static final int MAX_WORDS = 64;

  private final SearchIndex index;

  @Inject
  TweetQueries(SearchIndex index) {
    this.index = index;
  }

  /**
   * Checks what a query costs.
   *
   * @throws TwiteException INVALID_REQUEST naming q
   */
  void requireBounded(Node node) {
    if (words(node) > MAX_WORDS) {
      throw TwiteException.invalid(
          "q", "too_many", "The words of the query are cut into more than " + MAX_WORDS);
    }
  }

  private int words(Node node) {
    return switch (node) {
      case Node.And and -> and.all().stream().mapToInt(this::words).sum();
      case Node.Or or -> or.any().stream().mapToInt(this::words).sum();
      case Node.Not not -> words(not.node());
      case Node.Word word -> index.stems().terms(word.text()).size();
      case Node.Phrase phrase -> index.exact().terms(phrase.text()).size();
      default -> 0;
    };
  }

  /** The tweets that match and that the reader may find. */
  Query of(Node node, Reader reader, IndexSearcher searcher) throws IOException {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    all.add(visible(reader), FILTER);
    if (!reader.hidden().isEmpty()) {
      all.add(
          SortedNumericDocValuesField.newSlowSetQuery(Fields.AUTHOR, reader.hiddenIds()), MUST_NOT);
    }
    // Punctuation alone is looked for by nobody, and found nowhere.
    Query wanted = query(node, searcher).orElse(new MatchNoDocsQuery("no word"));
    all.add(wanted, MUST);
    return all.build();
  }

  /** Public tweets, and one's own. */
  private static Query visible(Reader reader) {
    Query everybody = new TermQuery(new Term(Fields.PUBLIC, "1"));
    return reader.id() == 0
        ? everybody
        : new BooleanQuery.Builder()
            .add(everybody, SHOULD)
            .add(LongField.newExactQuery(Fields.AUTHOR, reader.id()), SHOULD)
            .build();
  }

  /** Empty for what holds no word at all. */
  private Optional<Query> query(Node node, IndexSearcher searcher) throws IOException {
    return switch (node) {
      case Node.And and -> and(and.all(), searcher);
      case Node.Or or -> or(or.any(), searcher);
      case Node.Not not -> and(List.of(not), searcher);
      case Node.Word word -> text(Fields.STEMS, index.stems().terms(word.text()));
      case Node.Phrase phrase -> text(Fields.TEXT, index.exact().terms(phrase.text()));
      default -> Optional.of(unscored(filter(node, searcher)));
    };
  }

  private Optional<Query> and(List<Node> nodes, IndexSearcher searcher) throws IOException {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    boolean positive = false;
    boolean any = false;
    for (Node node : nodes) {
      boolean not = node instanceof Node.Not;
      Optional<Query> query = query(not ? ((Node.Not) node).node() : node, searcher);
      if (query.isPresent()) {
        all.add(query.get(), not ? MUST_NOT : MUST);
        positive |= !not;
        any = true;
      }
    }
    if (!positive) {
      all.add(unscored(MatchAllDocsQuery.INSTANCE), MUST);
    }
    return any ? Optional.of(all.build()) : Optional.empty();
  }

  private Optional<Query> or(List<Node> nodes, IndexSearcher searcher) throws IOException {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    boolean some = false;
    for (Node node : nodes) {
      Optional<Query> query = query(node, searcher);
      query.ifPresent(one -> any.add(one, SHOULD));
      some |= query.isPresent();
    }
    return some ? Optional.of(any.build()) : Optional.empty();
  }

  private static Optional<Query> text(String field, List<String> terms) {
    return switch (terms.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(new TermQuery(new Term(field, terms.getFirst())));
      default -> Optional.of(new PhraseQuery(field, terms.toArray(String[]::new)));
    };
  }

  private static Query filter(Node node, IndexSearcher searcher) throws IOException {
    return switch (node) {
      case Node.Tag tag -> word(Fields.TAG, TextForm.tag(tag.tag()));
      case Node.From from -> {
        OptionalLong author = user(searcher, from.handle());
        yield author.isPresent()
            ? LongField.newExactQuery(Fields.AUTHOR, author.getAsLong())
            : nobody();
      }
      case Node.To to -> ofUser(Fields.TO, user(searcher, to.handle()));
      case Node.Mention mention -> ofUser(Fields.MENTION, user(searcher, mention.handle()));
      case Node.Since since ->
          LongField.newRangeQuery(Fields.CREATED, since.from().toEpochMilli(), Long.MAX_VALUE);
      case Node.Until until ->
          LongField.newRangeQuery(Fields.CREATED, Long.MIN_VALUE, until.end().toEpochMilli() - 1);
      case Node.Has has -> word(Fields.HAS, has.thing().name().toLowerCase(Locale.ROOT));
      case Node.Lang lang -> word(Fields.LANG, lang.code());
      case Node.MinLikes likes ->
          NumericDocValuesField.newSlowRangeQuery(Fields.LIKES, likes.likes(), Long.MAX_VALUE);
      default -> throw new IllegalArgumentException("No filter: " + node);
    };
  }

  private static Query ofUser(String field, OptionalLong user) {
    return user.isPresent() ? word(field, Long.toString(user.getAsLong())) : nobody();
  }

  private static Query nobody() {
    return new MatchNoDocsQuery("nobody has this handle");
  }

  private static OptionalLong user(IndexSearcher searcher, String handle) throws IOException {
    return Lookup.userByHandle(searcher, TextForm.handle(handle));
  }

  private static Query word(String field, String value) {
    return new TermQuery(new Term(field, value));
  }

  private static Query unscored(Query query) {
    return new BoostQuery(new ConstantScoreQuery(query), 0);
  }
}
