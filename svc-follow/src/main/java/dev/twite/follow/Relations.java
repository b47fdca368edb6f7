package dev.twite.follow;

import com.google.common.primitives.Longs;
import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.outbox.Outbox;
import dev.twite.follow.store.BlockDao;
import dev.twite.follow.store.FollowDao;
import dev.twite.follow.store.FriendRow;
import dev.twite.follow.store.MuteDao;
import dev.twite.follow.store.Relation;
import dev.twite.follow.store.RelationDao;
import dev.twite.follow.store.UserPage;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/**
 * Reads relations. A list's cursor is exclusive, 0 = from the start; its limit is 1 to 100, faults
 * are INVALID_REQUEST.
 */
public final class Relations {
  private static final int MAX_BATCH = 200;
  private static final int MAX_PAGE = 100;
  private static final int FRIENDS_SAMPLED = 200;
  private static final int EACH_SAMPLED = 100;

  private final Database database;
  private final Clock clock;

  @Inject
  Relations(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** How the viewer stands to each of at most 200 users, in the order asked for. */
  public List<Relation> of(long viewer, List<Long> users) {
    requireBatch(users);
    if (users.isEmpty()) {
      return List.of();
    }
    return database.read(
        handle -> handle.attach(RelationDao.class).of(viewer, Longs.toArray(users)));
  }

  /** Newest follower first. */
  public UserPage followers(long user, long cursor, int limit) {
    long before = before(cursor, limit);
    return database.read(
        handle ->
            UserPage.of(handle.attach(FollowDao.class).followers(user, before, limit + 1), limit));
  }

  /** Last followed first. */
  public UserPage following(long user, long cursor, int limit) {
    long before = before(cursor, limit);
    return database.read(
        handle ->
            UserPage.of(handle.attach(FollowDao.class).following(user, before, limit + 1), limit));
  }

  /** Last blocked first. */
  public UserPage blocks(long user, long cursor, int limit) {
    long before = before(cursor, limit);
    return database.read(
        handle ->
            UserPage.of(handle.attach(BlockDao.class).newest(user, before, limit + 1), limit));
  }

  /** Last muted first. */
  public UserPage mutes(long user, long cursor, int limit) {
    long before = before(cursor, limit);
    return database.read(
        handle -> UserPage.of(handle.attach(MuteDao.class).newest(user, before, limit + 1), limit));
  }

  /** Everybody a user follows; the follow limit bounds them. */
  public List<Long> followingIds(long user) {
    return List.of(database.read(handle -> handle.attach(FollowDao.class).followingIds(user)));
  }

  /**
   * Accounts that most of those follow whom the user follows, from the last followed of the last
   * followed.
   */
  public List<FriendRow> friendsOfFriends(long user, int limit) {
    new Checks()
        .require(
            limit >= 1 && limit <= MAX_PAGE,
            "limit",
            "out_of_range",
            "Is not from 1 to " + MAX_PAGE)
        .finish();
    return database.read(
        handle ->
            handle
                .attach(RelationDao.class)
                .friendsOfFriends(user, FRIENDS_SAMPLED, EACH_SAMPLED, limit));
  }

  /**
   * Counts of at most 200 users, and since when events of what is counted may not be known to
   * others.
   */
  public Counted count(List<Long> users) {
    requireBatch(users);
    return database.read(
        handle -> {
          List<FollowDao.Counted> counts =
              users.isEmpty()
                  ? List.of()
                  : handle.attach(FollowDao.class).count(Longs.toArray(users));
          return new Counted(counts, clock.millis(), Outbox.oldestUnpublishedMs(handle));
        });
  }

  /**
   * @param atMs when they were counted
   * @param oldestUnpublishedMs when the oldest event happened that is not published; 0 = none
   */
  public record Counted(List<FollowDao.Counted> counts, long atMs, long oldestUnpublishedMs) {}

  private static void requireBatch(List<Long> users) {
    new Checks()
        .require(
            users.size() <= MAX_BATCH,
            "user_ids",
            "too_many",
            "Holds " + users.size() + " ids, at most " + MAX_BATCH + " are allowed")
        .finish();
  }

  private static long before(long cursor, int limit) {
    new Checks()
        .require(cursor >= 0, "cursor", "invalid_cursor", "Is not a cursor of ours")
        .require(
            limit >= 1 && limit <= MAX_PAGE,
            "limit",
            "out_of_range",
            "Is not from 1 to " + MAX_PAGE)
        .finish();
    return cursor == 0 ? Long.MAX_VALUE : cursor;
  }
}
