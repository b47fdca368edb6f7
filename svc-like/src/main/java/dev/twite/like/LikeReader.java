package dev.twite.like;

import dev.twite.common.cache.ReaderMarks;
import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.follow.ReadFilters;
import dev.twite.like.store.CountDao;
import dev.twite.like.store.CountRow;
import dev.twite.like.store.IdPage;
import dev.twite.like.store.LikeDao;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Reads of likes. A list's cursor is exclusive, 0 = from the start; its limit is 1 to 100, faults
 * are INVALID_REQUEST.
 */
public final class LikeReader {
  private static final int MAX_IDS = 200;
  private static final byte LIKED = 1;
  private static final int MAX_PAGE = 100;

  private final Database database;
  private final CountCache cache;
  private final ReaderMarks marks;
  private final Targets targets;
  private final ReadFilters filters;

  /** How often a tweet is liked, and whether by the reader. */
  public record State(long tweetId, long count, boolean liked) {}

  @Inject
  LikeReader(
      Database database,
      CountCache cache,
      ReaderMarks marks,
      Targets targets,
      ReadFilters filters) {
    this.database = database;
    this.cache = cache;
    this.marks = marks;
    this.targets = targets;
    this.filters = filters;
  }

  /**
   * Of at most 200 tweets, in the order asked for: from memory, from Redis, and from PostgreSQL
   * what is not there; one query for what the reader likes, unless that is known to be what it was.
   *
   * @param reader 0 = the public
   */
  public List<State> states(long reader, List<Long> ids) {
    new Checks()
        .require(
            ids.size() <= MAX_IDS,
            "tweet_ids",
            "too_many",
            "Holds " + ids.size() + " ids, at most " + MAX_IDS + " are allowed")
        .finish();
    Map<Long, CountRow> counts =
        cache.of(ids, missing -> database.read(handle -> counts(handle, missing)));
    Set<Long> liked = reader == 0 || ids.isEmpty() ? Set.of() : liked(reader, ids);
    List<State> states = new ArrayList<>(ids.size());
    for (long id : ids) {
      states.add(new State(id, counts.get(id).count(), liked.contains(id)));
    }
    return states;
  }

  /**
   * Who likes a tweet, last like first; who is blocked either way is left out.
   *
   * @throws dev.twite.common.error.TwiteException TWEET_NOT_FOUND
   */
  public IdPage likers(long reader, long id, long cursor, int limit) {
    long before = before(cursor, limit);
    long tweet = targets.require(id).tweetId();
    Set<Long> hidden = filters.of(reader).hidden();
    IdPage page =
        IdPage.of(
            database.read(handle -> handle.attach(LikeDao.class).likers(tweet, before, limit + 1)),
            limit);
    return new IdPage(
        page.ids().stream().filter(user -> !hidden.contains(user)).toList(), page.nextCursor());
  }

  /** What a user likes, last liked first; nothing when a block stands between the two. */
  public IdPage likedTweets(long reader, long user, long cursor, int limit) {
    long before = before(cursor, limit);
    if (reader != user && filters.of(reader).hidden().contains(user)) {
      return IdPage.EMPTY;
    }
    return IdPage.of(
        database.read(handle -> handle.attach(LikeDao.class).likedTweets(user, before, limit + 1)),
        limit);
  }

  private Set<Long> liked(long reader, List<Long> ids) {
    ReaderMarks.Look look = marks.look(reader, ids);
    if (!look.missing().isEmpty()) {
      Map<Long, Byte> said = new HashMap<>();
      database
          .<Set<Long>>read(
              handle -> handle.attach(LikeDao.class).likedOf(reader, longs(look.missing())))
          .forEach(tweet -> said.put(tweet, LIKED));
      look.learn(said);
    }
    return ids.stream().filter(id -> look.of(id) == LIKED).collect(Collectors.toSet());
  }

  private static List<CountRow> counts(Handle handle, List<Long> ids) {
    Map<Long, CountRow> rows = new HashMap<>();
    ids.forEach(id -> rows.put(id, CountRow.none(id)));
    handle.attach(CountDao.class).find(longs(ids)).forEach(row -> rows.put(row.tweetId(), row));
    return List.copyOf(rows.values());
  }

  private static long[] longs(List<Long> ids) {
    return ids.stream().mapToLong(Long::longValue).toArray();
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
