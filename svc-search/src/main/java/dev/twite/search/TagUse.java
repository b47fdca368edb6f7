package dev.twite.search;

import dev.twite.search.store.Fields;
import dev.twite.search.store.Lookup;
import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;

/** Walks over tweets and tells, for each hashtag in each, who wrote it and when. */
final class TagUse {
  private TagUse() {}

  /** Takes one use of a tag. */
  @FunctionalInterface
  interface Sink {
    void use(String tag, long author, long createdMillis);
  }

  static void each(IndexSearcher searcher, Query tweets, Sink sink) throws IOException {
    Weight weight =
        searcher.createWeight(searcher.rewrite(tweets), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer != null) {
        each(leaf, scorer.iterator(), sink);
      }
    }
  }

  private static void each(LeafReaderContext leaf, DocIdSetIterator docs, Sink sink)
      throws IOException {
    SortedSetDocValues tags = DocValues.getSortedSet(leaf.reader(), Fields.PUBLIC_TAG);
    NumericDocValues authors = Lookup.single(leaf, Fields.AUTHOR);
    NumericDocValues created = Lookup.single(leaf, Fields.CREATED);
    Bits live = leaf.reader().getLiveDocs();
    for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
      if ((live == null || live.get(doc))
          && tags.advanceExact(doc)
          && authors.advanceExact(doc)
          && created.advanceExact(doc)) {
        for (int i = 0; i < tags.docValueCount(); i++) {
          sink.use(
              tags.lookupOrd(tags.nextOrd()).utf8ToString(),
              authors.longValue(),
              created.longValue());
        }
      }
    }
  }
}
