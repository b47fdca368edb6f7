package dev.twite.gateway.admin;

import dev.twite.common.http.Request;
import dev.twite.common.view.Page;
import java.util.List;

/** Cursors of svc-admin, which are ids in its own form. */
public final class Cursors {
  private Cursors() {}

  /** That of a request; empty = from the start. */
  public static String of(Request request) {
    long cursor = request.cursor();
    return cursor == 0 ? "" : Long.toString(cursor);
  }

  /** A page with the cursor that svc-admin gave. */
  public static <T> Page<T> page(List<T> data, String nextCursor) {
    return new Page<>(data, nextCursor.isEmpty() ? null : nextCursor);
  }
}
