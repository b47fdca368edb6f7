package dev.twite.search.store;

import java.io.IOException;
import org.apache.lucene.search.IndexSearcher;

/** Something read from the index. */
@FunctionalInterface
public interface IndexRead<R> {
  R read(IndexSearcher searcher) throws IOException;
}
