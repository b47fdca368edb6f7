package dev.twite.email;

import dev.twite.common.boot.Component;
import dev.twite.common.db.Database;
import dev.twite.common.id.IdSource;
import dev.twite.common.thread.PeriodicTask;
import dev.twite.email.store.Channel;
import dev.twite.email.store.DigestDueDao;
import dev.twite.email.store.MessageDao;
import dev.twite.email.store.NewMessage;
import dev.twite.email.store.PendingDao;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Makes digests of what waits, when an account's time has come. Of all processes one at a time does
 * it; a bite is a transaction, so a crash makes none twice and forgets none.
 */
public final class Digests implements Component {
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final int BITE = 100;

  private final Database database;
  private final Worker worker;
  private final IdSource ids;
  private final Clock clock;
  private final PeriodicTask making = new PeriodicTask("email-digests", EVERY, this::makeDue);

  @Inject
  Digests(Database database, Worker worker, IdSource ids, Clock clock) {
    this.database = database;
    this.worker = worker;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    making.startAtOnce();
  }

  @Override
  public void stop() throws InterruptedException {
    making.stop();
  }

  /** Makes all that are due now; the number of them. */
  public int makeDue() {
    int made = 0;
    int bite;
    do {
      bite = database.transact(this::bite);
      made += bite;
    } while (bite == BITE && !making.isStopping());
    if (made > 0) {
      worker.wake();
    }
    return made;
  }

  private int bite(Handle handle) {
    DigestDueDao due = handle.attach(DigestDueDao.class);
    if (!due.lead()) {
      return 0;
    }
    List<Long> users = due.take(clock.millis(), BITE);
    for (long user : users) {
      long id = ids.next();
      if (handle.attach(PendingDao.class).gather(user, id) > 0) {
        handle
            .attach(MessageDao.class)
            .insert(NewMessage.of(id, Kind.DIGEST, Channel.EMAIL, user, "", clock.millis()));
      }
    }
    return users.size();
  }
}
