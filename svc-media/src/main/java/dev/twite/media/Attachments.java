package dev.twite.media;

import com.google.common.primitives.Longs;
import dev.twite.common.db.Database;
import dev.twite.common.db.Inbox;
import dev.twite.media.store.AttachmentDao;
import dev.twite.media.store.ItemDao;
import dev.twite.media.store.ReservationDao;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * What uses which pictures. One that nothing uses any more, and nothing is about to use, is removed
 * at once, and its links with it (S4). An event has its effect once, in the transaction that takes
 * it in: read again from the start, events would let go of what later ones use.
 */
public final class Attachments {
  private static final String CONSUMER = "media";
  private static final int BITE = 500;

  private final Database database;
  private final Clock clock;

  /** What can use a picture. */
  public enum Holder {
    TWEET("tweet"),
    AVATAR("avatar"),
    BANNER("banner");

    private final String word;

    Holder(String word) {
      this.word = word;
    }
  }

  /**
   * What a holder uses from now on, and nothing else.
   *
   * @param ids may be empty
   */
  public record Use(Holder holder, List<Long> ids) {}

  @Inject
  Attachments(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Notes what a tweet or an account uses from now on, which ends what was kept for that. Pictures
   * of others, and ones that are gone, are left out.
   *
   * @param holderId the tweet or the account
   * @param heldFor what new ones were reserved for; 0 = there are none
   */
  public void use(long eventId, long owner, long holderId, long heldFor, List<Use> uses) {
    database.run(
        handle -> {
          if (!Inbox.accept(handle, CONSUMER, eventId, clock.millis())) {
            return;
          }
          ItemDao items = handle.attach(ItemDao.class);
          AttachmentDao attachments = handle.attach(AttachmentDao.class);
          List<Long> let = new ArrayList<>();
          for (Use use : uses) {
            long[] ids = Longs.toArray(use.ids());
            if (ids.length > 0) {
              long[] there = Longs.toArray(items.take(owner, ids));
              attachments.insert(use.holder().word, holderId, there);
            }
            let.addAll(attachments.remove(use.holder().word, holderId, ids));
          }
          if (heldFor != 0) {
            let.addAll(handle.attach(ReservationDao.class).remove(owner, heldFor));
          }
          Reservations.removeUnused(handle, let, clock);
        });
  }

  /** Removes all of an account's pictures, whatever uses them. Idempotent by effect. */
  public void removeOwner(long owner) {
    int removed;
    do {
      removed = database.transact(handle -> handle.attach(ItemDao.class).removeOf(owner, BITE));
    } while (removed == BITE);
  }
}
