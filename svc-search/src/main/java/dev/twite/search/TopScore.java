package dev.twite.search;

import dev.twite.search.store.Fields;
import dev.twite.search.store.Lookup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DoubleValues;
import org.apache.lucene.search.DoubleValuesSource;
import org.apache.lucene.search.IndexSearcher;

/**
 * What makes a tweet good: how well its text fits (BM25; 1 where no text was asked for), how fresh
 * it is (a half after a day, a tenth after nine), how much others did with it (a logarithm: the
 * tenth like says more than the thousandth; retweets and quotes count twice).
 */
final class TopScore extends DoubleValuesSource {
  private static final double DAY_MILLIS = 86_400_000;
  private static final List<String> COUNTS =
      List.of(Fields.LIKES, Fields.RETWEETS, Fields.REPLIES, Fields.QUOTES);
  private static final double[] WEIGHTS = {1, 2, 1, 2};

  private final long asOf;

  TopScore(long asOf) {
    this.asOf = asOf;
  }

  static double score(double text, long ageMillis, double engagement) {
    double freshness = 1 / (1 + Math.max(0, ageMillis) / DAY_MILLIS);
    return (text > 0 ? text : 1) * freshness * (1 + Math.log1p(engagement));
  }

  @Override
  public DoubleValues getValues(LeafReaderContext leaf, DoubleValues scores) throws IOException {
    NumericDocValues created = Lookup.single(leaf, Fields.CREATED);
    List<NumericDocValues> counts = new ArrayList<>();
    for (String field : COUNTS) {
      counts.add(Lookup.single(leaf, field));
    }
    return new DoubleValues() {
      private double value;

      @Override
      public double doubleValue() {
        return value;
      }

      @Override
      public boolean advanceExact(int doc) throws IOException {
        if (!created.advanceExact(doc)) {
          return false;
        }
        double text = scores.advanceExact(doc) ? scores.doubleValue() : 0;
        double engagement = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
          if (counts.get(i).advanceExact(doc)) {
            engagement += WEIGHTS[i] * counts.get(i).longValue();
          }
        }
        value = score(text, asOf - created.longValue(), engagement);
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
    // Counts change in place.
    return false;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(asOf);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TopScore score && score.asOf == asOf;
  }

  @Override
  public String toString() {
    return "top as of " + asOf;
  }
}
