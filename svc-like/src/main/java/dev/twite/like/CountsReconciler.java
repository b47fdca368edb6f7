package dev.twite.like;

import dev.twite.common.db.Database;
import dev.twite.common.reconcile.ReconcileReport;
import dev.twite.common.reconcile.Reconciler;
import dev.twite.like.store.CountDao;
import dev.twite.like.store.CountDao.Compared;
import dev.twite.like.store.CountRow;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Holds every tweet's count against its rows. Both change in one transaction and are compared in
 * one statement, so what differs is wrong, whatever goes on meanwhile.
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
    return "like_counts";
  }

  @Override
  public ReconcileReport run(boolean repair) {
    ReconcileReport.Builder report = new ReconcileReport.Builder();
    List<Compared> page;
    long after = 0;
    do {
      long from = after;
      page = database.read(handle -> handle.attach(CountDao.class).compare(from, PAGE));
      report.checked(page.size());
      for (Compared tweet : page) {
        after = tweet.tweetId();
        if (tweet.count() != tweet.actual()) {
          report.drifted(
              "tweet %d: count %d, likes %d"
                  .formatted(tweet.tweetId(), tweet.count(), tweet.actual()));
          if (repair) {
            repair(tweet.tweetId());
            report.repaired();
          }
        }
      }
    } while (page.size() == PAGE);
    return report.build();
  }

  private void repair(long tweetId) {
    CountRow counted =
        database.transact(
            handle -> {
              CountDao counts = handle.attach(CountDao.class);
              counts.lock(new long[] {tweetId});
              return counts.recount(tweetId);
            });
    List<CountRow> right = List.of(counted);
    news.remember(right);
    news.announce(right);
  }
}
