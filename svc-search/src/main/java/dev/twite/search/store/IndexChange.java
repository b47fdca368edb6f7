package dev.twite.search.store;

import java.io.IOException;

/** Something done to the index. */
@FunctionalInterface
public interface IndexChange {
  void apply(IndexEditor editor) throws IOException;
}
