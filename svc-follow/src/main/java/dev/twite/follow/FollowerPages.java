package dev.twite.follow;

import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.follow.store.FollowDao;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Consumer;

/**
 * Followers in ascending order of their ids, for fan-out. Each page is a short statement of its own
 * (no cursor, no transaction held open while the reader works), and a reader that has gone is
 * noticed before the next one (R12). A call ends after at most 10,000 ids, so a slow reader makes
 * at most 80 KB wait.
 */
public final class FollowerPages {
  private static final int PAGE = 1_000;
  private static final int MAX = 10_000;

  private final Database database;

  @Inject
  FollowerPages(Database database) {
    this.database = database;
  }

  /**
   * Hands pages of at most 1,000 ids to {@code sink}.
   *
   * @param after exclusive; 0 = from the first
   * @param limit ends after this many ids, 1 to 10,000
   * @throws dev.twite.common.error.TwiteException CANCELLED when the request is over: {@code
   *     Database} refuses the next page
   */
  public void read(long user, long after, int limit, Consumer<List<Long>> sink) {
    new Checks()
        .require(limit >= 1 && limit <= MAX, "limit", "out_of_range", "Is not from 1 to " + MAX)
        .finish();
    long last = after;
    int left = limit;
    while (left > 0) {
      int size = Math.min(PAGE, left);
      List<Long> page = page(user, last, size);
      if (!page.isEmpty()) {
        sink.accept(page);
        last = page.getLast();
      }
      left = page.size() < size ? 0 : left - size;
    }
  }

  private List<Long> page(long user, long after, int size) {
    return List.of(
        database.read(
            handle -> handle.attach(FollowDao.class).followerIdsAfter(user, after, size)));
  }
}
