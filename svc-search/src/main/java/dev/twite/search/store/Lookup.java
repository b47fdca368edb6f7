package dev.twite.search.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.util.BytesRef;

/** Single documents, and values of documents that were found. */
public final class Lookup {
  private Lookup() {}

  /** The id of somebody by handle, without case; empty when nobody has it. */
  public static OptionalLong userByHandle(IndexSearcher searcher, String handleInLowerCase)
      throws IOException {
    TopDocs found = searcher.search(new TermQuery(new Term(Fields.HANDLE, handleInLowerCase)), 2);
    // While an account follows another of the same handle both may be here: the younger has it.
    long youngest = -1;
    for (long id : ids(searcher, found, Fields.USER)) {
      youngest = Math.max(youngest, id);
    }
    return youngest < 0 ? OptionalLong.empty() : OptionalLong.of(youngest);
  }

  /** The ids of what was found, in its order. */
  public static List<Long> ids(IndexSearcher searcher, TopDocs found, String field)
      throws IOException {
    List<Long> ids = new ArrayList<>(found.scoreDocs.length);
    for (ScoreDoc hit : found.scoreDocs) {
      ids.add(value(searcher, hit.doc, field).orElseThrow());
    }
    return ids;
  }

  static boolean exists(IndexSearcher searcher, Term key) throws IOException {
    return doc(searcher, key) >= 0;
  }

  static Optional<BytesRef> source(IndexSearcher searcher, Term key) throws IOException {
    int doc = doc(searcher, key);
    return doc < 0
        ? Optional.empty()
        : Optional.of(
            searcher
                .storedFields()
                .document(doc, Set.of(Fields.SOURCE))
                .getBinaryValue(Fields.SOURCE));
  }

  static Optional<Long> number(IndexSearcher searcher, Term key, String field) throws IOException {
    int doc = doc(searcher, key);
    return doc < 0 ? Optional.empty() : value(searcher, doc, field);
  }

  static Counts counts(IndexSearcher searcher, Term key) throws IOException {
    int doc = doc(searcher, key);
    return doc < 0
        ? Counts.NONE
        : new Counts(
            value(searcher, doc, Fields.LIKES).orElse(0L),
            value(searcher, doc, Fields.RETWEETS).orElse(0L),
            value(searcher, doc, Fields.REPLIES).orElse(0L),
            value(searcher, doc, Fields.QUOTES).orElse(0L));
  }

  /** The doc values of a field that has at most one. */
  public static NumericDocValues single(LeafReaderContext leaf, String field) throws IOException {
    NumericDocValues plain = leaf.reader().getNumericDocValues(field);
    if (plain != null) {
      return plain;
    }
    NumericDocValues single =
        DocValues.unwrapSingleton(DocValues.getSortedNumeric(leaf.reader(), field));
    return single == null ? DocValues.emptyNumeric() : single;
  }

  private static Optional<Long> value(IndexSearcher searcher, int doc, String field)
      throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
    NumericDocValues values = single(leaf, field);
    return values.advanceExact(doc - leaf.docBase)
        ? Optional.of(values.longValue())
        : Optional.empty();
  }

  private static int doc(IndexSearcher searcher, Term key) throws IOException {
    TopDocs found = searcher.search(new TermQuery(key), 1);
    return found.scoreDocs.length == 0 ? -1 : found.scoreDocs[0].doc;
  }
}
