package dev.twite.notification;

import com.google.common.util.concurrent.Striped;
import dev.twite.common.db.Database;
import dev.twite.common.db.Database.Work;
import dev.twite.notification.store.RecipientDao;
import dev.twite.notification.store.RecipientRow;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.jdbi.v3.core.Handle;

/**
 * One change at a time to what a recipient has. Within the process changes queue before they take a
 * connection: a viral tweet's author must not hold all of them.
 */
final class Recipients {
  private static final int STRIPES = 1_024;

  private final Database database;
  private final Striped<Lock> stripes = Striped.lock(STRIPES);

  @Inject
  Recipients(Database database) {
    this.database = database;
  }

  /** One transaction that is to change a recipient; it calls {@link #hold} before it does. */
  <R> R change(long recipient, Work<R> work) {
    Lock lock = stripes.get(recipient);
    lock.lock();
    try {
      return database.transact(work);
    } finally {
      lock.unlock();
    }
  }

  /** Holds a recipient till the end of the transaction; makes one that never was. */
  static RecipientRow hold(Handle handle, long recipient) {
    RecipientDao recipients = handle.attach(RecipientDao.class);
    Optional<RecipientRow> known = recipients.lock(recipient);
    if (known.isPresent()) {
      return known.get();
    }
    recipients.add(recipient);
    return recipients.lock(recipient).orElse(RecipientRow.NEW);
  }
}
