package dev.twite.tweet;

import dev.twite.common.cache.NearCache;
import dev.twite.common.db.Database;
import dev.twite.tweet.store.ListDao;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/**
 * Ids of authors' tweets. The newest, which pages of authors begin with, are kept for a moment: few
 * authors are looked at by very many.
 */
final class AuthorPages {
  private static final int MAX_AUTHORS = 10_000;
  private static final Duration KEPT = Duration.ofSeconds(2);

  /** A page and the one that tells whether there is more. */
  private static final int NEWEST = Page.MAX + 1;

  private final Database database;
  private final NearCache<List<Long>> all = new NearCache<>(MAX_AUTHORS, KEPT);
  private final NearCache<List<Long>> withoutReplies = new NearCache<>(MAX_AUTHORS, KEPT);

  @Inject
  AuthorPages(Database database) {
    this.database = database;
  }

  /**
   * The newest first.
   *
   * @param before exclusive
   * @param count at most a page and one
   */
  List<Long> ids(long author, boolean replies, long before, int count) {
    if (before != Page.NO_CURSOR) {
      return read(author, replies, before, count);
    }
    List<Long> newest =
        (replies ? all : withoutReplies)
            .one(author, id -> read(id, replies, before, NEWEST))
            .orElseThrow();
    return newest.subList(0, Math.min(count, newest.size()));
  }

  /** The author has written or removed something. */
  void forget(long author) {
    all.forget(author);
    withoutReplies.forget(author);
  }

  private List<Long> read(long author, boolean replies, long before, int count) {
    return database.read(
        handle -> {
          ListDao list = handle.attach(ListDao.class);
          return replies
              ? list.byAuthor(author, before, count)
              : list.homeEntriesByAuthor(author, before, count);
        });
  }
}
