package dev.twite.gateway.http;

import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Request;
import java.util.regex.Pattern;

/** What searches hand out as cursors: an id, or a place in a list by rank. */
final class SearchCursor {
  private static final Pattern FORM =
      Pattern.compile("[0-9]{1,19}|t[0-9a-z]{1,12}\\.[0-9a-z]{1,13}\\.[0-9]{1,3}");

  private SearchCursor() {}

  /** Empty = from the start. */
  static String of(Request request) {
    String cursor = request.query("cursor").orElse("");
    if (!cursor.isEmpty() && !FORM.matcher(cursor).matches()) {
      throw TwiteException.invalid(
          "cursor", "invalid_cursor", "Is not a cursor of ours; leave it out to start");
    }
    return cursor;
  }

  static String orNull(String cursor) {
    return cursor.isEmpty() ? null : cursor;
  }

  /** A limit of lists that are short. */
  static int limit(Request request, int most) {
    int limit = request.limit();
    if (limit > most) {
      throw TwiteException.invalid("limit", "out_of_range", "Is not from 1 to " + most);
    }
    return limit;
  }

  /** The text that is searched for. */
  static String text(Request request) {
    String text =
        request
            .query("q")
            .orElseThrow(
                () -> TwiteException.invalid("q", "required", "Missing; say what to look for"));
    if (text.isBlank()) {
      throw TwiteException.invalid("q", "required", "Missing; say what to look for");
    }
    return text;
  }
}
