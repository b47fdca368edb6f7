package dev.twite.notification;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import dev.twite.common.db.Database;
import dev.twite.notification.store.CauseDao;
import dev.twite.notification.store.CauseKey;
import dev.twite.notification.store.Gone;
import dev.twite.notification.store.GroupDao;
import dev.twite.notification.store.RecipientDao;
import dev.twite.proto.notification.v1.NotificationType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;

/**
 * Takes out what no longer holds. Idempotent; what is long is done in bites, and a crash in between
 * leaves the rest to the event's next delivery.
 */
public final class Removals {
  private static final int BITE = 2_000;

  private final Database database;
  private final Recipients recipients;
  private final Clock clock;

  @Inject
  Removals(Database database, Recipients recipients, Clock clock) {
    this.database = database;
    this.recipients = recipients;
    this.clock = clock;
  }

  /**
   * Somebody took back what they did, unless they did it again since. It leaves its trace also
   * where there was nothing to take back: what it is about may still come, or come again.
   */
  public void undo(long recipient, long actor, NotificationType type, long tweet, long version) {
    if (recipient == 0 || recipient == actor) {
      return;
    }
    CauseKey key = new CauseKey(recipient, actor, type.getNumber(), tweet);
    recipients.change(
        recipient,
        handle -> {
          // What is gone makes nothing, nor does a trace of it.
          if (!Gone.any(handle, tweet, actor, recipient)) {
            Recipients.hold(handle, recipient);
            undo(handle, key, version);
          }
          return true;
        });
  }

  private void undo(Handle handle, CauseKey key, long version) {
    CauseDao causes = handle.attach(CauseDao.class);
    Optional<Long> group = causes.takeOut(key, version);
    if (group.isPresent()) {
      handle.attach(GroupDao.class).leave(key.recipientId(), group.get(), 1);
    } else {
      causes.undone(key, version, clock.millis());
    }
  }

  /** A retweet went; its event does not say whose tweet it was. */
  public void unretweeted(long actor, long original, long retweet) {
    int type = NotificationType.RETWEET.getNumber();
    for (long recipient :
        database.read(handle -> handle.attach(CauseDao.class).recipients(original, type, actor))) {
      undo(recipient, actor, NotificationType.RETWEET, original, retweet);
    }
  }

  /** A tweet's text mentions others now. */
  public void unmentioned(long actor, long tweet, Set<Long> stillMentioned, long version) {
    int type = NotificationType.MENTION.getNumber();
    database.read(handle -> handle.attach(CauseDao.class).recipients(tweet, type, actor)).stream()
        .filter(recipient -> !stillMentioned.contains(recipient))
        .forEach(recipient -> undo(recipient, actor, NotificationType.MENTION, tweet, version));
  }

  /** Two people see nothing of each other that was before an event. */
  public void part(long one, long other, long version) {
    takeOutAll(one, other, version);
    takeOutAll(other, one, version);
  }

  /** A tweet is gone, with all that it caused and that was done to it. */
  public void tweetDeleted(long tweet) {
    database.run(handle -> Gone.add(handle, Gone.Kind.TWEET, tweet, clock.millis()));
    forEachRecipient(
        handle -> handle.attach(CauseDao.class).recipientsOfTweet(tweet, BITE),
        recipient -> {
          recipients.change(
              recipient,
              handle -> {
                Recipients.hold(handle, recipient);
                handle
                    .attach(GroupDao.class)
                    .deleteOfTweet(recipient, NotificationType.FOLLOW.getNumber(), tweet);
                return true;
              });
          // Out of sight with their groups; what is left counts nowhere.
          inBites(
              recipient,
              handle -> handle.attach(CauseDao.class).deleteOfTweet(tweet, recipient, BITE));
        });
  }

  /** An account is gone, with all that it caused and all that concerned it. */
  public void userDeleted(long user) {
    database.run(handle -> Gone.add(handle, Gone.Kind.USER, user, clock.millis()));
    inBites(user, handle -> handle.attach(GroupDao.class).deleteOfRecipient(user, BITE));
    inBites(user, handle -> handle.attach(CauseDao.class).deleteOfRecipient(user, BITE));
    recipients.change(
        user,
        handle -> {
          handle.attach(RecipientDao.class).delete(user);
          return true;
        });
    forEachRecipient(
        handle -> handle.attach(CauseDao.class).recipientsOfActor(user, BITE),
        recipient -> inBites(recipient, handle -> deleteOfActor(handle, recipient, user)));
  }

  private static int deleteOfActor(Handle handle, long recipient, long actor) {
    CauseDao causes = handle.attach(CauseDao.class);
    leave(handle, recipient, causes.deleteOfActor(recipient, actor, BITE));
    return causes.recipientsOfActor(actor, 1).contains(recipient) ? 1 : 0;
  }

  private void takeOutAll(long recipient, long actor, long version) {
    recipients.change(
        recipient,
        handle -> {
          Recipients.hold(handle, recipient);
          leave(
              handle,
              recipient,
              handle.attach(CauseDao.class).takeOutOf(recipient, actor, version));
          return true;
        });
  }

  private static void leave(Handle handle, long recipient, List<Long> groups) {
    GroupDao dao = handle.attach(GroupDao.class);
    for (Multiset.Entry<Long> group : HashMultiset.create(groups).entrySet()) {
      dao.leave(recipient, group.getElement(), group.getCount());
    }
  }

  private void forEachRecipient(Database.Work<List<Long>> some, LongConsumer removal) {
    List<Long> next = database.read(some);
    while (!next.isEmpty()) {
      next.forEach(removal::accept);
      next = database.read(some);
    }
  }

  /** To the last empty bite. */
  private void inBites(long recipient, Database.Work<Integer> removal) {
    int removed;
    do {
      removed =
          recipients.change(
              recipient,
              handle -> {
                Recipients.hold(handle, recipient);
                return removal.run(handle);
              });
    } while (removed > 0);
  }
}
