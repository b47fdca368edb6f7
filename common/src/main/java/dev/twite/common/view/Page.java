package dev.twite.common.view;

import java.util.List;

/**
 * A page of a list.
 *
 * @param nextCursor null when nothing follows
 */
public record Page<T>(List<T> data, String nextCursor) {
  /** A page; {@code nextCursor} 0 = nothing follows. */
  public static <T> Page<T> of(List<T> data, long nextCursor) {
    return new Page<>(data, Wire.idOrNull(nextCursor));
  }

  /** A list that comes whole. */
  public static <T> Page<T> whole(List<T> data) {
    return new Page<>(data, null);
  }
}
