package dev.twite.common.db;

import dev.twite.common.boot.Component;
import dev.twite.common.thread.PeriodicTask;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** Removes rows whose time is over, in small bites, every ten minutes. */
public final class Housekeeping implements Component {
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final int BITE = 10_000;

  private final Database database;
  private final Set<Expiry> expiries;
  private final Clock clock;
  private final PeriodicTask sweeping = new PeriodicTask("housekeeping", EVERY, this::sweep);

  /**
   * What to remove.
   *
   * @param table with a column {@code timeColumn} of milliseconds since 1970
   * @param age rows older than this go
   */
  public record Expiry(String table, String timeColumn, Duration age) {
    /** Inbox rows: a day longer than topics keep events. */
    public static Expiry inbox(Duration retention) {
      return new Expiry("inbox", "received_at_ms", retention.plusDays(1));
    }

    /** Idempotency keys: 24 hours (api.md). */
    public static Expiry idempotencyKeys() {
      return new Expiry("idempotency_key", "created_at_ms", Duration.ofHours(24));
    }
  }

  @Inject
  Housekeeping(Database database, Set<Expiry> expiries, Clock clock) {
    this.database = database;
    this.expiries = expiries;
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    sweeping.start();
  }

  @Override
  public void stop() throws InterruptedException {
    sweeping.stop();
  }

  /** Removes what is due now; returns the number of rows. */
  public int sweep() {
    int removed = 0;
    for (Expiry expiry : expiries) {
      long before = clock.millis() - expiry.age().toMillis();
      int bite;
      do {
        bite = database.transact(handle -> remove(handle, expiry, before));
        removed += bite;
      } while (bite == BITE && !sweeping.isStopping());
    }
    return removed;
  }

  private static int remove(org.jdbi.v3.core.Handle handle, Expiry expiry, long before) {
    return handle
        .createUpdate(
            """
            DELETE FROM <table> WHERE ctid IN
              (SELECT ctid FROM <table> WHERE <column> < :before LIMIT :bite)
            """)
        .define("table", expiry.table())
        .define("column", expiry.timeColumn())
        .bind("before", before)
        .bind("bite", BITE)
        .execute();
  }
}
