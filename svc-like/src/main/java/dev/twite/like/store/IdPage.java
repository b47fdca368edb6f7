package dev.twite.like.store;

import java.util.List;

/**
 * A page of a list.
 *
 * @param nextCursor where the next page starts; 0 = nothing after this one
 */
public record IdPage(List<Long> ids, long nextCursor) {
  public static final IdPage EMPTY = new IdPage(List.of(), 0);

  /**
   * @param rows up to one more than {@code limit}, which tells whether there is a next page
   */
  public static IdPage of(List<ListRow> rows, int limit) {
    boolean more = rows.size() > limit;
    List<ListRow> page = more ? rows.subList(0, limit) : rows;
    return new IdPage(page.stream().map(ListRow::id).toList(), more ? page.getLast().likeId() : 0);
  }
}
