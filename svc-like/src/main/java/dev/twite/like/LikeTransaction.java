package dev.twite.like;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.id.IdSource;
import dev.twite.like.events.LikeEvents;
import dev.twite.like.store.CountDao;
import dev.twite.like.store.CountRow;
import dev.twite.like.store.GoneDao;
import dev.twite.like.store.LikeDao;
import dev.twite.like.store.LikedPair;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;

/**
 * Many changes in one transaction: rows of likes, counts once a tweet, an event for each row that
 * came or went. It holds the counts from its start, so a count always equals its rows, and of two
 * transactions on a tweet one comes whole after the other.
 */
final class LikeTransaction {
  private final LikeEvents events;
  private final IdSource ids;
  private final Clock clock;

  /**
   * What became of a change.
   *
   * @param refusal why it was refused, if it was
   * @param changed whether a row came or went for it
   * @param count of the tweet after the transaction
   */
  record Outcome(Optional<ErrorCode> refusal, boolean changed, CountRow count) {}

  /**
   * @param outcomes one for each change, in their order
   * @param changed the counts that are no longer what they were
   */
  record Result(List<Outcome> outcomes, List<CountRow> changed) {}

  private record Pair(long tweetId, long userId) {}

  @Inject
  LikeTransaction(LikeEvents events, IdSource ids, Clock clock) {
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  /** Makes the changes; of several about the same pair the last one holds. */
  Result apply(Handle handle, List<LikeChange> changes) {
    GoneDao gone = handle.attach(GoneDao.class);
    gone.enter();
    CountDao counts = handle.attach(CountDao.class);
    long[] tweets = sorted(changes, LikeChange::tweetId);
    counts.lock(tweets);
    Set<Long> goneTweets = gone.tweets(tweets);
    Set<Long> goneUsers = gone.users(sorted(changes, LikeChange::userId));

    List<Optional<ErrorCode>> refusals = new ArrayList<>(changes.size());
    Map<Pair, LikeChange> last = new LinkedHashMap<>();
    for (LikeChange change : changes) {
      Optional<ErrorCode> refusal = refusal(change, goneTweets, goneUsers);
      refusals.add(refusal);
      if (refusal.isEmpty()) {
        last.put(new Pair(change.tweetId(), change.userId()), change);
      }
    }
    Map<Long, Long> steps = new HashMap<>();
    Set<LikeChange> effective = Collections.newSetFromMap(new IdentityHashMap<>());
    LikeDao likes = handle.attach(LikeDao.class);
    List<LikedPair> made = insert(likes, chosen(last.values(), LikeChange::like));
    made.forEach(pair -> steps.merge(pair.tweetId(), 1L, Long::sum));
    List<LikedPair> unmade = delete(likes, chosen(last.values(), change -> !change.like()));
    unmade.forEach(pair -> steps.merge(pair.tweetId(), -1L, Long::sum));
    Function<LikedPair, LikeChange> changeOf =
        pair -> last.get(new Pair(pair.tweetId(), pair.userId()));
    made.forEach(pair -> effective.add(changeOf.apply(pair)));
    unmade.forEach(pair -> effective.add(changeOf.apply(pair)));
    events.append(handle, made, unmade, changeOf);

    Map<Long, CountRow> now = new HashMap<>();
    List<CountRow> changed = add(counts, steps);
    changed.forEach(row -> now.put(row.tweetId(), row));
    readUnchanged(counts, tweets, now);
    List<Outcome> outcomes = new ArrayList<>(changes.size());
    for (int i = 0; i < changes.size(); i++) {
      LikeChange change = changes.get(i);
      outcomes.add(
          new Outcome(refusals.get(i), effective.contains(change), now.get(change.tweetId())));
    }
    return new Result(outcomes, changed);
  }

  private static Optional<ErrorCode> refusal(
      LikeChange change, Set<Long> goneTweets, Set<Long> goneUsers) {
    if (!change.like()) {
      return Optional.empty();
    }
    if (goneUsers.contains(change.userId())) {
      return Optional.of(ErrorCode.SESSION_REVOKED);
    }
    return goneTweets.contains(change.tweetId())
        ? Optional.of(ErrorCode.TWEET_NOT_FOUND)
        : Optional.empty();
  }

  private List<LikedPair> insert(LikeDao likes, List<LikeChange> wanted) {
    return wanted.isEmpty()
        ? List.of()
        : likes.insert(
            wanted.stream().mapToLong(change -> ids.next()).toArray(),
            longs(wanted, LikeChange::tweetId),
            longs(wanted, LikeChange::userId),
            longs(wanted, LikeChange::authorId),
            clock.millis());
  }

  private static List<LikedPair> delete(LikeDao likes, List<LikeChange> wanted) {
    return wanted.isEmpty()
        ? List.of()
        : likes.delete(longs(wanted, LikeChange::tweetId), longs(wanted, LikeChange::userId));
  }

  private static List<CountRow> add(CountDao counts, Map<Long, Long> steps) {
    // One that a like and an unlike left as it was is told of too: its version may be waited for.
    long[] ids = steps.keySet().stream().mapToLong(Long::longValue).toArray();
    long[] by = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      by[i] = steps.get(ids[i]);
    }
    return ids.length == 0 ? List.of() : counts.add(ids, by);
  }

  private static void readUnchanged(CountDao counts, long[] tweets, Map<Long, CountRow> now) {
    List<Long> unchanged = new ArrayList<>();
    for (long id : tweets) {
      if (!now.containsKey(id)) {
        unchanged.add(id);
        now.put(id, CountRow.none(id));
      }
    }
    if (!unchanged.isEmpty()) {
      long[] asked = unchanged.stream().mapToLong(Long::longValue).toArray();
      counts.unmake(asked);
      counts.find(asked).forEach(row -> now.put(row.tweetId(), row));
    }
  }

  private static List<LikeChange> chosen(
      Collection<LikeChange> changes, Predicate<LikeChange> wanted) {
    return changes.stream().filter(wanted).toList();
  }

  private static long[] longs(List<LikeChange> changes, ToLongFunction<LikeChange> part) {
    return changes.stream().mapToLong(part).toArray();
  }

  private static long[] sorted(List<LikeChange> changes, ToLongFunction<LikeChange> part) {
    return changes.stream().mapToLong(part).distinct().sorted().toArray();
  }
}
