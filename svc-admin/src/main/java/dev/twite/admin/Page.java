package dev.twite.admin;

import dev.twite.common.error.TwiteException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A page of a list.
 *
 * @param nextCursor empty when nothing follows
 */
public record Page<T>(List<T> items, String nextCursor) {
  private static final int DEFAULT = 20;
  private static final int MOST = 100;
  private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

  public Page {
    items = List.copyOf(items);
  }

  /**
   * How many are wanted; 0 = {@value #DEFAULT}.
   *
   * @throws TwiteException INVALID_REQUEST
   */
  public static int limit(int asked) {
    if (asked < 0 || asked > MOST) {
      throw TwiteException.invalid("limit", "out_of_range", "Is not from 1 to " + MOST);
    }
    return asked == 0 ? DEFAULT : asked;
  }

  /**
   * The id that a newest-first page comes before; empty = from the newest on.
   *
   * @throws TwiteException INVALID_REQUEST
   */
  public static long before(String cursor) {
    return cursor.isEmpty() ? Long.MAX_VALUE : after(cursor);
  }

  /**
   * The id that an oldest-first page comes after; empty = from the oldest on.
   *
   * @throws TwiteException INVALID_REQUEST
   */
  public static long after(String cursor) {
    if (cursor.isEmpty()) {
      return 0;
    }
    if (!ID.matcher(cursor).matches()) {
      throw TwiteException.invalid(
          "cursor", "invalid_cursor", "Is not a cursor of ours; leave it out to start");
    }
    return Long.parseLong(cursor);
  }

  /** Of one item more than wanted, if there are as many. */
  public static <T> Page<T> cut(List<T> found, int limit, Function<T, String> cursorOf) {
    return found.size() <= limit
        ? new Page<>(found, "")
        : new Page<>(found.subList(0, limit), cursorOf.apply(found.get(limit - 1)));
  }
}
