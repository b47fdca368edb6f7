package dev.twite.like;

import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.reconcile.ReconcileReport;
import dev.twite.common.reconcile.Reconciler;
import dev.twite.like.store.CountDao;
import dev.twite.like.store.CountRow;
import dev.twite.like.store.LiveCounts;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the counts in Redis against PostgreSQL. A writer tells Redis a moment after its commit; so
 * only what stays the same and wrong for a second is wrong.
 */
final class LiveCountsReconciler implements Reconciler {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final LiveCounts live;
  private final Database database;

  @Inject
  LiveCountsReconciler(LiveCounts live, Database database) {
    this.live = live;
    this.database = database;
  }

  @Override
  public String name() {
    return "like_counts_in_redis";
  }

  @Override
  public ReconcileReport run(boolean repair) {
    ReconcileReport.Builder report = new ReconcileReport.Builder();
    Map<Long, CountRow> suspects = new HashMap<>();
    live.eachPage(
        ids -> {
          Map<Long, CountRow> held = live.find(ids);
          report.checked(held.size());
          suspects.putAll(wrongOf(held));
        });
    if (suspects.isEmpty()) {
      return report.build();
    }
    pause();
    Map<Long, CountRow> still = live.find(suspects.keySet());
    still.values().retainAll(suspects.values());
    wrongOf(still)
        .forEach(
            (id, row) -> {
              report.drifted("tweet %d: %d in Redis".formatted(id, row.count()));
              if (repair) {
                live.forget(id);
                live.put(rowsOf(List.of(id)).values());
                report.repaired();
              }
            });
    return report.build();
  }

  private Map<Long, CountRow> wrongOf(Map<Long, CountRow> held) {
    Map<Long, CountRow> rows = rowsOf(held.keySet());
    Map<Long, CountRow> wrong = new HashMap<>(held);
    wrong.values().removeIf(row -> isRight(row, rows.get(row.tweetId())));
    return wrong;
  }

  private static boolean isRight(CountRow held, CountRow row) {
    return held.equals(row) || (held.isGone() && row.version() == 0);
  }

  private Map<Long, CountRow> rowsOf(Collection<Long> ids) {
    Map<Long, CountRow> rows = new HashMap<>();
    ids.forEach(id -> rows.put(id, CountRow.none(id)));
    long[] asked = ids.stream().mapToLong(Long::longValue).toArray();
    database
        .read(handle -> handle.attach(CountDao.class).find(asked))
        .forEach(row -> rows.put(row.tweetId(), row));
    return rows;
  }

  private static void pause() {
    try {
      Thread.sleep(PATIENCE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
    }
  }
}
