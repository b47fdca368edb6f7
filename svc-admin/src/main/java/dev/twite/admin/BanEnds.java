package dev.twite.admin;

import dev.twite.admin.store.StandingDao;
import dev.twite.admin.store.StandingRow;
import dev.twite.common.boot.Component;
import dev.twite.common.db.Database;
import dev.twite.common.thread.Threads;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lifts bans whose time is over, once a second. */
public final class BanEnds implements Component {
  private static final Logger log = LoggerFactory.getLogger(BanEnds.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int BITE = 100;

  private final Database database;
  private final Standings standings;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = Threads.loop("ban-ends", this::run);

  @Inject
  BanEnds(Database database, Standings standings, Clock clock) {
    this.database = database;
    this.standings = standings;
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stop() throws InterruptedException {
    stop.countDown();
    thread.join(Duration.ofSeconds(5));
  }

  /** Lifts what is due now; returns how many. */
  int lift() {
    return database.transact(
        handle -> {
          List<StandingRow> ended =
              handle.attach(StandingDao.class).lockEnded(clock.millis(), BITE);
          ended.forEach(row -> standings.lift(handle, row));
          return ended.size();
        });
  }

  private void run() {
    try {
      while (!stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          while (lift() == BITE && stop.getCount() > 0) {
            log.debug("More bans end");
          }
        } catch (RuntimeException | Error failed) {
          log.warn("Bans could not be lifted, the next turn comes", failed);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
