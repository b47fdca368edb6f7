package dev.twite.follow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.common.db.Database;
import dev.twite.follow.store.BigAuthorDao;
import dev.twite.follow.store.FollowDao;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Which authors are merged at read instead of pushed.
 *
 * <p>Once an author is, they stay so. Tweets written while big were pushed to nobody: would the
 * author count as small again after losing followers, readers would stop merging and those tweets
 * would vanish from timelines. The other way round does no harm: tweets pushed before are also
 * merged, and readers drop doubles.
 */
public final class BigAuthors {
  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final int MAX_KEPT = 100_000;

  private final Database database;
  private final Filters filters;
  private final Clock clock;
  private final int threshold;
  private final Cache<Long, Boolean> known;

  @Inject
  BigAuthors(Database database, Filters filters, Clock clock, FollowConfig config) {
    this.database = database;
    this.filters = filters;
    this.clock = clock;
    this.threshold = config.bigAuthor();
    this.known =
        Caffeine.newBuilder()
            .maximumSize(MAX_KEPT)
            .expireAfterWrite(KEPT)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /** Up to ten seconds late: until then a grown author is pushed, which is only slower. */
  public boolean contains(long user) {
    Boolean answer = known.getIfPresent(user);
    if (answer == null) {
      // Not known.get(user, loader): that would hold a lock of the cache during the query.
      answer = load(user);
      known.put(user, answer);
    }
    return answer;
  }

  private boolean load(long user) {
    return database.read(
        handle -> {
          BigAuthorDao authors = handle.attach(BigAuthorDao.class);
          if (authors.contains(user)) {
            return true;
          }
          // Counts no further than it must: an author with millions costs the same.
          int followers = handle.attach(FollowDao.class).countFollowers(user, threshold + 1);
          if (followers > threshold) {
            // Before the answer: from the first tweet that is not pushed, readers know to merge.
            authors.insert(user, clock.millis());
            filters.changedForAll();
          }
          return followers > threshold;
        });
  }
}
