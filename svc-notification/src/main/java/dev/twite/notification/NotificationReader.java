package dev.twite.notification;

import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.follow.ReadFilters;
import dev.twite.common.follow.ReadFilters.Filter;
import dev.twite.notification.store.ListDao;
import dev.twite.notification.store.ListedGroup;
import dev.twite.notification.store.RecipientDao;
import dev.twite.notification.store.RecipientRow;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;

/**
 * Reads a person's groups, without actors that are blocked or muted now. Faults in arguments are
 * INVALID_REQUEST.
 */
public final class NotificationReader {
  /** Unread groups are counted no further. */
  public static final int MAX_UNREAD = 1_000;

  private static final int MAX_PAGE = 100;
  private static final int ACTORS = 10;

  private final Database database;
  private final ReadFilters filters;

  /**
   * Groups, newest first.
   *
   * @param readUpToId everything up to and including it is read
   * @param nextCursor 0 = nothing after this page
   */
  public record GroupPage(List<ListedGroup> groups, long readUpToId, long nextCursor) {}

  @Inject
  NotificationReader(Database database, ReadFilters filters) {
    this.database = database;
    this.filters = filters;
  }

  /**
   * @param cursor exclusive; 0 = from the newest
   * @param limit 1 to 100
   */
  public GroupPage list(long user, long cursor, int limit) {
    new Checks()
        .require(cursor >= 0, "cursor", "invalid_cursor", "Is not a cursor of ours")
        .require(
            limit >= 1 && limit <= MAX_PAGE,
            "limit",
            "out_of_range",
            "Is not from 1 to " + MAX_PAGE)
        .finish();
    long[] hidden = hiddenFrom(user);
    long before = cursor == 0 ? Long.MAX_VALUE : cursor;
    return database.read(
        handle -> {
          long readUpTo = readUpTo(handle, user);
          List<ListedGroup> found =
              handle.attach(ListDao.class).newest(user, hidden, before, ACTORS, limit + 1);
          return found.size() > limit
              ? new GroupPage(found.subList(0, limit), readUpTo, found.get(limit - 1).id())
              : new GroupPage(found, readUpTo, 0);
        });
  }

  /** Those that are there, in the order asked for; at most 100. */
  public GroupPage byIds(long user, List<Long> ids) {
    new Checks()
        .require(
            ids.size() <= MAX_PAGE,
            "ids",
            "too_many",
            "Holds " + ids.size() + " ids, at most " + MAX_PAGE + " are allowed")
        .finish();
    if (ids.isEmpty()) {
      return new GroupPage(List.of(), 0, 0);
    }
    long[] hidden = hiddenFrom(user);
    long[] asked = ids.stream().distinct().mapToLong(Long::longValue).toArray();
    return database.read(
        handle ->
            new GroupPage(
                handle.attach(ListDao.class).byIds(user, hidden, asked, ACTORS),
                readUpTo(handle, user),
                0));
  }

  /** How many groups are unread, at most {@link #MAX_UNREAD}. */
  public int countUnread(long user) {
    long[] hidden = hiddenFrom(user);
    return database.read(
        handle ->
            handle
                .attach(ListDao.class)
                .countAfter(user, hidden, readUpTo(handle, user), MAX_UNREAD));
  }

  private static long readUpTo(Handle handle, long user) {
    return handle.attach(RecipientDao.class).find(user).map(RecipientRow::readUpToId).orElse(0L);
  }

  private long[] hiddenFrom(long user) {
    Filter filter = filters.of(user);
    return LongStream.concat(
            filter.hidden().stream().mapToLong(Long::longValue),
            filter.muted().stream().mapToLong(Long::longValue))
        .toArray();
  }
}
