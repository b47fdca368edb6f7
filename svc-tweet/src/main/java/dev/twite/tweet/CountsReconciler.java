package dev.twite.tweet;

import dev.twite.common.db.Database;
import dev.twite.common.reconcile.ReconcileReport;
import dev.twite.common.reconcile.Reconciler;
import dev.twite.tweet.store.CountsDao;
import dev.twite.tweet.store.CountsDao.Compared;
import dev.twite.tweet.store.CountsRow;
import dev.twite.tweet.store.TweetDao;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Holds every tweet's counts against the retweets, replies and quotes that there are. Both change
 * in one transaction and are compared in one statement, so what differs is wrong, whatever goes on
 * meanwhile.
 */
final class CountsReconciler implements Reconciler {
  private static final int PAGE = 200;

  private final Database database;
  private final CountNews news;

  @Inject
  CountsReconciler(Database database, CountNews news) {
    this.database = database;
    this.news = news;
  }

  @Override
  public String name() {
    return "tweet_counts";
  }

  @Override
  public ReconcileReport run(boolean repair) {
    ReconcileReport.Builder report = new ReconcileReport.Builder();
    List<Compared> page;
    long after = 0;
    do {
      long from = after;
      page = database.read(handle -> handle.attach(CountsDao.class).compare(from, PAGE));
      report.checked(page.size());
      for (Compared tweet : page) {
        after = tweet.tweetId();
        if (!tweet.isRight()) {
          report.drifted(describe(tweet));
          if (repair) {
            repair(tweet.tweetId());
            report.repaired();
          }
        }
      }
    } while (page.size() == PAGE);
    return report.build();
  }

  private void repair(long id) {
    database.transact(handle -> repair(handle, id)).ifPresent(row -> news.tell(List.of(row)));
  }

  // Whoever is about to count something waits for the row, and then counts from what is right.
  private static Optional<CountsRow> repair(Handle handle, long id) {
    CountsDao counts = handle.attach(CountsDao.class);
    if (handle.attach(TweetDao.class).hold(new long[] {id}).isEmpty()) {
      counts.delete(new long[] {id});
      return Optional.empty();
    }
    counts.lock(id);
    return Optional.of(counts.recount(id));
  }

  private static String describe(Compared tweet) {
    return "tweet %d: retweets %d of %d, replies %d of %d, quotes %d of %d%s"
        .formatted(
            tweet.tweetId(),
            tweet.retweets(),
            tweet.actualRetweets(),
            tweet.replies(),
            tweet.actualReplies(),
            tweet.quotes(),
            tweet.actualQuotes(),
            tweet.there() ? "" : ", though it is gone");
  }
}
