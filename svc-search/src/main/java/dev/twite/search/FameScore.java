package dev.twite.search;

import dev.twite.search.store.Fields;
import dev.twite.search.store.Lookup;
import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DoubleValues;
import org.apache.lucene.search.DoubleValuesSource;
import org.apache.lucene.search.IndexSearcher;

/** How well a person fits, times a logarithm of how many follow them. */
final class FameScore extends DoubleValuesSource {
  @Override
  public DoubleValues getValues(LeafReaderContext leaf, DoubleValues scores) throws IOException {
    NumericDocValues followers = Lookup.single(leaf, Fields.FOLLOWERS);
    return new DoubleValues() {
      private double value;

      @Override
      public double doubleValue() {
        return value;
      }

      @Override
      public boolean advanceExact(int doc) throws IOException {
        double match = scores.advanceExact(doc) ? scores.doubleValue() : 0;
        long fame = followers.advanceExact(doc) ? followers.longValue() : 0;
        value = match * (1 + Math.log1p((double) fame) / 4);
        return true;
      }
    };
  }

  @Override
  public boolean needsScores() {
    return true;
  }

  @Override
  public DoubleValuesSource rewrite(IndexSearcher searcher) {
    return this;
  }

  @Override
  public boolean isCacheable(LeafReaderContext leaf) {
    return false;
  }

  @Override
  public int hashCode() {
    return FameScore.class.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FameScore;
  }

  @Override
  public String toString() {
    return "fame";
  }
}
