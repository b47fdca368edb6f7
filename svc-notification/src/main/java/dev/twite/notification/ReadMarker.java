package dev.twite.notification;

import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.notification.store.RecipientDao;
import dev.twite.notification.store.RecipientRow;
import jakarta.inject.Inject;
import java.util.Optional;

/** Moves read markers: forwards only, and never past what is there. */
public final class ReadMarker {
  private final Database database;
  private final NotificationReader reader;
  private final Announcer announcer;

  @Inject
  ReadMarker(Database database, NotificationReader reader, Announcer announcer) {
    this.database = database;
    this.reader = reader;
    this.announcer = announcer;
  }

  /**
   * Marks everything up to and including an id as read; returns how many are left, at most {@link
   * NotificationReader#MAX_UNREAD}.
   *
   * @param upTo 0 = everything
   */
  public int mark(long user, long upTo) {
    new Checks().require(upTo >= 0, "up_to_id", "invalid_format", "Is not an id").finish();
    Optional<Long> moved =
        database.transact(
            handle -> {
              RecipientDao recipients = handle.attach(RecipientDao.class);
              Optional<Long> next =
                  recipients.lock(user).flatMap(recipient -> next(recipient, upTo));
              next.ifPresent(id -> recipients.markRead(user, id));
              return next;
            });
    int unread = reader.countUnread(user);
    moved.ifPresent(id -> announcer.read(user, id, unread));
    return unread;
  }

  // An id of the future would swallow what is still to come.
  private static Optional<Long> next(RecipientRow recipient, long upTo) {
    long target = upTo == 0 ? recipient.lastId() : Math.min(upTo, recipient.lastId());
    return target > recipient.readUpToId() ? Optional.of(target) : Optional.empty();
  }
}
