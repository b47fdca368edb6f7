package dev.twite.common.http;

import java.util.function.BiConsumer;

/** Looks at a request before its endpoint does: limits. */
public interface RequestFilter {
  /**
   * Lets the request pass, or throws.
   *
   * @param header sets a header of the answer, whatever it will be
   */
  void before(Request request, BiConsumer<String, String> header);
}
