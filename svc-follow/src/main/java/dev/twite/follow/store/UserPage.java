package dev.twite.follow.store;

import java.util.List;

/**
 * A page of a list.
 *
 * @param nextCursor where the next page starts; 0 = nothing after this one
 */
public record UserPage(List<Long> userIds, long nextCursor) {
  /**
   * @param rows up to one more than {@code limit}, which tells whether there is a next page
   */
  public static UserPage of(List<ListRow> rows, int limit) {
    boolean more = rows.size() > limit;
    List<ListRow> page = more ? rows.subList(0, limit) : rows;
    return new UserPage(
        page.stream().map(ListRow::userId).toList(), more ? page.getLast().id() : 0);
  }
}
