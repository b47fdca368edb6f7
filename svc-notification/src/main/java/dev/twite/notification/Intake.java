package dev.twite.notification;

import dev.twite.common.db.Database;
import dev.twite.common.id.IdSource;
import dev.twite.notification.events.NotificationEvents;
import dev.twite.notification.store.CauseDao;
import dev.twite.notification.store.CauseRow;
import dev.twite.notification.store.Gone;
import dev.twite.notification.store.GroupDao;
import dev.twite.notification.store.GroupDao.NewGroup;
import dev.twite.notification.store.GroupRow;
import dev.twite.notification.store.RecipientDao;
import dev.twite.notification.store.RecipientRow;
import dev.twite.notification.store.WishesRow;
import dev.twite.proto.notification.v1.NotificationType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Takes causes in: each is told at most once, however often it is delivered, and again only when it
 * was undone and is done anew after a day.
 */
public final class Intake {
  /** Done again within this time, it comes back where it was; older news is no news. */
  static final Duration QUIET = Duration.ofDays(1);

  private final Database database;
  private final Recipients recipients;
  private final Admission admission;
  private final NotificationEvents events;
  private final Announcer announcer;
  private final IdSource ids;
  private final Clock clock;
  private final Duration retention;

  @Inject
  Intake(
      Database database,
      Recipients recipients,
      Admission admission,
      NotificationEvents events,
      Announcer announcer,
      IdSource ids,
      Clock clock,
      NotificationConfig config) {
    this.database = database;
    this.recipients = recipients;
    this.admission = admission;
    this.events = events;
    this.announcer = announcer;
    this.ids = ids;
    this.clock = clock;
    this.retention = config.retention();
  }

  /** How a cause stands after it was taken. */
  private record Taken(boolean told, long newId) {
    static Taken known(CauseRow row) {
      return new Taken(row.active() || row.wasTold(), 0);
    }
  }

  /**
   * Takes a cause in.
   *
   * @return false when its recipient is not to hear of it; the same cause may concern them in
   *     another way
   * @throws io.grpc.StatusRuntimeException when svc-follow can't say whether the recipient may hear
   */
  public boolean take(Cause cause) {
    if (cause.recipientId() == 0
        || cause.actorId() == cause.recipientId()
        || isOlderThan(cause, retention)) {
      return true;
    }
    Before before = database.read(handle -> before(handle, cause));
    if (isSettled(before.known(), cause)) {
      return Taken.known(before.known().get()).told();
    }
    boolean admitted = admission.admits(cause, before.wishes());
    Taken taken = recipients.change(cause.recipientId(), handle -> write(handle, cause, admitted));
    if (taken.newId() != 0) {
      announcer.created(cause, taken.newId());
    }
    return taken.told();
  }

  /** Whether it would be no news to a recipient that an actor's tweet mentions them. */
  public boolean knowsOf(long recipient, long actor, long tweet) {
    int mention = NotificationType.MENTION.getNumber();
    return database.read(
        handle -> handle.attach(CauseDao.class).isSettled(recipient, actor, tweet, mention));
  }

  private record Before(Optional<CauseRow> known, WishesRow wishes) {}

  private static Before before(Handle handle, Cause cause) {
    return new Before(
        handle.attach(CauseDao.class).find(cause.key()),
        handle.attach(RecipientDao.class).wishes(cause.recipientId()));
  }

  private static boolean isSettled(Optional<CauseRow> known, Cause cause) {
    return known.isPresent() && known.get().version() >= cause.version();
  }

  private Taken write(Handle handle, Cause cause, boolean admitted) {
    if (Gone.any(handle, cause.tweetId(), cause.actorId(), cause.recipientId())) {
      return new Taken(false, 0);
    }
    RecipientRow recipient = Recipients.hold(handle, cause.recipientId());
    CauseDao causes = handle.attach(CauseDao.class);
    Optional<CauseRow> known = causes.find(cause.key());
    if (isSettled(known, cause)) {
      return Taken.known(known.get());
    }
    if (known.isPresent() && (known.get().active() || !admitted)) {
      causes.raise(cause.key(), cause.version());
      return Taken.known(known.get());
    }
    if (!admitted) {
      causes.put(cause.key(), CauseRow.refused(cause.version()), cause.at().toEpochMilli());
      return new Taken(false, 0);
    }
    if (known.isPresent() && isWithinQuiet(known.get(), cause)) {
      comeBack(handle, cause, known.get(), recipient);
      return new Taken(true, 0);
    }
    return enter(handle, cause, recipient);
  }

  private static boolean isWithinQuiet(CauseRow known, Cause cause) {
    return known.wasTold() && cause.at().toEpochMilli() - known.notifiedAtMs() < QUIET.toMillis();
  }

  /** Says nothing and moves nothing: the cause is where it was, or with others of its kind. */
  private static void comeBack(Handle handle, Cause cause, CauseRow known, RecipientRow recipient) {
    GroupDao groups = handle.attach(GroupDao.class);
    long group = known.groupId();
    if (groups.join(cause.recipientId(), group, known.id(), known.notifiedAtMs()) == 0) {
      // Its group went with it; another may have been opened since.
      Optional<Long> open = openGroup(groups, cause, recipient);
      if (open.isPresent()) {
        group = open.get();
        groups.join(cause.recipientId(), group, known.id(), known.notifiedAtMs());
      } else {
        groups.open(newGroup(cause, group, known.id(), known.notifiedAtMs()));
      }
    }
    CauseRow back = new CauseRow(true, cause.version(), known.id(), group, known.notifiedAtMs());
    handle.attach(CauseDao.class).put(cause.key(), back, cause.at().toEpochMilli());
  }

  private Taken enter(Handle handle, Cause cause, RecipientRow recipient) {
    long atMs = cause.at().toEpochMilli();
    // Later events are higher in the list, also when another process's clock is behind.
    long id = Math.max(ids.next(), recipient.lastId() + 1);
    GroupDao groups = handle.attach(GroupDao.class);
    Optional<Long> open = openGroup(groups, cause, recipient);
    if (open.isPresent()) {
      groups.join(cause.recipientId(), open.get(), id, atMs);
    } else {
      groups.open(newGroup(cause, id, id, atMs));
    }
    handle.attach(RecipientDao.class).advance(cause.recipientId(), id);
    CauseRow row = new CauseRow(true, cause.version(), id, open.orElse(id), atMs);
    handle.attach(CauseDao.class).put(cause.key(), row, atMs);
    if (isOlderThan(cause, QUIET)) {
      return new Taken(true, 0);
    }
    events.created(handle, cause, id);
    return new Taken(true, id);
  }

  /** The newest group of the cause's kind, while it is unread and young enough to grow. */
  private static Optional<Long> openGroup(GroupDao groups, Cause cause, RecipientRow recipient) {
    if (!cause.isGrouped()) {
      return Optional.empty();
    }
    long youngest = cause.at().toEpochMilli() - NotificationConfig.GROWS.toMillis();
    return groups
        .newest(cause.recipientId(), cause.type().getNumber(), cause.subjectId())
        .filter(group -> group.id() > recipient.readUpToId() && group.openedAtMs() > youngest)
        .map(GroupRow::groupId);
  }

  private static NewGroup newGroup(Cause cause, long groupId, long id, long atMs) {
    return new NewGroup(
        cause.recipientId(), groupId, id, cause.type().getNumber(), cause.subjectId(), atMs);
  }

  private boolean isOlderThan(Cause cause, Duration age) {
    return cause.at().isBefore(clock.instant().minus(age));
  }
}
