package dev.twite.email;

import dev.twite.common.db.Database;
import dev.twite.common.db.Inbox;
import dev.twite.common.kafka.Event;
import dev.twite.email.store.Channel;
import dev.twite.email.store.DeletedUserDao;
import dev.twite.email.store.DigestDueDao;
import dev.twite.email.store.MessageDao;
import dev.twite.email.store.NewMessage;
import dev.twite.email.store.PendingDao;
import dev.twite.email.store.SettingsDao;
import dev.twite.proto.events.v1.MailRequested;
import dev.twite.proto.events.v1.NotificationCreated;
import dev.twite.proto.notification.v1.NotificationType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Turns events into messages to be sent and lines of digests to come. What was taken in once has no
 * effect again: account mail by the message's id, notifications by the inbox.
 */
public final class Intake {
  static final String GROUP = "email";

  private static final Duration HOUR = Duration.ofHours(1);

  /** A single mail about something older would be no news: it goes into the digest. */
  private static final Duration NEWS = Duration.ofHours(6);

  private final Database database;
  private final EmailConfig config;
  private final Worker worker;
  private final Clock clock;

  @Inject
  Intake(Database database, EmailConfig config, Worker worker, Clock clock) {
    this.database = database;
    this.config = config;
    this.worker = worker;
    this.clock = clock;
  }

  /** Writes account mail down, to be sent at once. */
  public void accept(MailRequested mail, Event event) {
    Optional<Kind> kind = kindOf(mail.getKind());
    if (kind.isEmpty()) {
      // A newer svc-auth asks for something that we don't know yet.
      return;
    }
    NewMessage message =
        NewMessage.of(
                event.id(),
                kind.get(),
                Channel.EMAIL,
                mail.getUserId(),
                event.requestId(),
                clock.millis())
            .sealed(
                mail.getSealedToken().toByteArray(),
                mail.getSealedDetail().toByteArray(),
                mail.getExpiresAtMs());
    database.run(
        handle -> {
          if (!isGone(handle, mail.getUserId())) {
            handle.attach(MessageDao.class).insert(message);
            handle.afterCommit(worker::wake);
          }
        });
  }

  /** Writes a mail of its own down, or a line of the next digest, as the account wants it. */
  public void accept(NotificationCreated notice, Event event) {
    NotificationType type = NotificationType.forNumber(notice.getType());
    if (type == null || !isMailed(type)) {
      return;
    }
    database.run(
        handle -> {
          if (isGone(handle, notice.getUserId())
              || !Inbox.accept(handle, GROUP, event.id(), clock.millis())) {
            return;
          }
          SettingsDao settings = handle.attach(SettingsDao.class);
          // So that a change of settings either sees the line or is seen.
          settings.lock(notice.getUserId());
          EmailSettings wanted = settings.of(notice.getUserId());
          Optional<Kind> single =
              kindOf(type).filter(kind -> goesAlone(handle, kind, notice, event));
          if (single.filter(wanted::wants).isPresent()) {
            handle.attach(MessageDao.class).insert(message(single.get(), notice, event));
            handle.afterCommit(worker::wake);
          } else if (wanted.wants(Kind.DIGEST)) {
            addToDigest(handle, wanted.digest(), type, notice);
          }
        });
  }

  private boolean goesAlone(Handle handle, Kind kind, NotificationCreated notice, Event event) {
    boolean news = clock.instant().isBefore(event.occurredAt().plus(NEWS));
    long since = clock.instant().minus(HOUR).toEpochMilli();
    return kind.group() == Kind.Group.NOTICE
        && news
        && handle.attach(MessageDao.class).countNotices(notice.getUserId(), since)
            < config.hourlyLimit();
  }

  private NewMessage message(Kind kind, NotificationCreated notice, Event event) {
    long now = clock.millis();
    return new NewMessage(
        event.id(),
        kind,
        Channel.EMAIL,
        notice.getUserId(),
        notice.getActorId(),
        notice.getTweetId(),
        notice.getNotificationId(),
        null,
        null,
        event.occurredAt().plus(NEWS).toEpochMilli(),
        now + config.noticeDelay().toMillis(),
        event.requestId(),
        now);
  }

  private void addToDigest(
      Handle handle, DigestPeriod period, NotificationType type, NotificationCreated notice) {
    // The due time before the line, in the order that a digest takes them: then neither waits for
    // the other.
    long due = period.next(clock.instant(), config.digestHour(), notice.getUserId()).toEpochMilli();
    handle.attach(DigestDueDao.class).add(notice.getUserId(), due);
    handle
        .attach(PendingDao.class)
        .add(notice.getUserId(), type.name(), notice.getTweetId(), clock.millis());
  }

  private static boolean isGone(Handle handle, long user) {
    return handle.attach(DeletedUserDao.class).contains(user);
  }

  private static boolean isMailed(NotificationType type) {
    return switch (type) {
      case LIKE, RETWEET, REPLY, MENTION, QUOTE, FOLLOW -> true;
      case SYSTEM, NOTIFICATION_TYPE_UNSPECIFIED, UNRECOGNIZED -> false;
    };
  }

  private static Optional<Kind> kindOf(NotificationType type) {
    return switch (type) {
      case REPLY -> Optional.of(Kind.REPLY);
      case MENTION -> Optional.of(Kind.MENTION);
      case QUOTE -> Optional.of(Kind.QUOTE);
      case FOLLOW -> Optional.of(Kind.FOLLOW);
      case LIKE, RETWEET, SYSTEM, NOTIFICATION_TYPE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  private static Optional<Kind> kindOf(MailRequested.Kind kind) {
    return switch (kind) {
      case VERIFY_EMAIL -> Optional.of(Kind.VERIFY_EMAIL);
      case PASSWORD_RESET -> Optional.of(Kind.PASSWORD_RESET);
      case NEW_SIGN_IN -> Optional.of(Kind.NEW_SIGN_IN);
      case SIGN_UP_ATTEMPT -> Optional.of(Kind.SIGN_UP_ATTEMPT);
      case KIND_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }
}
