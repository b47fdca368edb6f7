package dev.twite.admin;

import dev.twite.admin.store.StandingDao;
import dev.twite.admin.store.StandingRow;
import dev.twite.common.boot.Component;
import dev.twite.common.db.Database;
import dev.twite.common.thread.PeriodicTask;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
  private final PeriodicTask lifting = new PeriodicTask("ban-ends", EVERY, this::liftAll);

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
    lifting.start();
  }

  @Override
  public void stop() throws InterruptedException {
    lifting.stop();
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

  private void liftAll() {
    while (lift() == BITE && !lifting.isStopping()) {
      log.debug("More bans end");
    }
  }
}
