package dev.twite.tweet;

import dev.twite.common.error.Checks;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A page as it was read from the database, before anything is left out of it.
 *
 * @param next cursor of the page after it; 0 = there is none
 */
record Page<T>(List<T> items, long next) {
  static final int MAX = 100;

  /** {@link #before} of a list's begin. */
  static final long NO_CURSOR = Long.MAX_VALUE;

  /**
   * Cuts a page from what was read with a limit one higher: one item more means that there is
   * another page.
   */
  static <T> Page<T> cut(List<T> read, int limit, ToLongFunction<T> id) {
    return read.size() <= limit
        ? new Page<>(read, 0)
        : new Page<>(read.subList(0, limit), id.applyAsLong(read.get(limit - 1)));
  }

  /** Notes what is wrong with a page's bounds. */
  static Checks check(long cursor, int limit) {
    return new Checks()
        .require(cursor >= 0, "cursor", "invalid_cursor", "Is no cursor of this list")
        .require(limit >= 1 && limit <= MAX, "limit", "out_of_range", "Is not from 1 to " + MAX);
  }

  /** The exclusive upper bound of a page that goes down from a cursor. */
  static long before(long cursor) {
    return cursor == 0 ? NO_CURSOR : cursor;
  }
}
