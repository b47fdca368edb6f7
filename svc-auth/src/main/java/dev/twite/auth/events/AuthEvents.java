package dev.twite.auth.events;

import com.google.protobuf.ByteString;
import dev.twite.auth.session.Origin;
import dev.twite.auth.store.UserDao.NewUser;
import dev.twite.common.identity.Sealer;
import dev.twite.common.kafka.Topic;
import dev.twite.common.outbox.Outbox;
import dev.twite.proto.events.v1.MailRequested;
import dev.twite.proto.events.v1.UserBanned;
import dev.twite.proto.events.v1.UserCreated;
import dev.twite.proto.events.v1.UserDeleted;
import dev.twite.proto.events.v1.UserUnbanned;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Handle;

/** What svc-auth tells the others, all in the transaction of what it tells of. */
public final class AuthEvents {
  private final Outbox outbox;
  private final Sealer sealer;

  @Inject
  AuthEvents(Outbox outbox, Sealer sealer) {
    this.outbox = outbox;
    this.sealer = sealer;
  }

  public void created(Handle handle, NewUser user) {
    UserCreated event =
        UserCreated.newBuilder()
            .setUserId(user.id())
            .setHandle(user.handle())
            .setName(user.name())
            .setCreatedAtMs(user.createdAtMs())
            .build();
    outbox.append(handle, Topic.USER, user.id(), event);
  }

  public void deleted(Handle handle, long userId) {
    UserDeleted event = UserDeleted.newBuilder().setUserId(userId).build();
    outbox.append(handle, Topic.USER, userId, event);
  }

  public void banned(Handle handle, long userId, long version) {
    UserBanned event = UserBanned.newBuilder().setUserId(userId).setVersion(version).build();
    outbox.append(handle, Topic.USER, userId, event);
  }

  public void unbanned(Handle handle, long userId, long version) {
    UserUnbanned event = UserUnbanned.newBuilder().setUserId(userId).setVersion(version).build();
    outbox.append(handle, Topic.USER, userId, event);
  }

  /** Asks svc-email for a mail with a one-time token; the token travels sealed. */
  public void mail(
      Handle handle, long userId, MailRequested.Kind kind, String token, long expiresAtMs) {
    append(
        handle,
        request(userId, kind, expiresAtMs)
            .setSealedToken(ByteString.copyFrom(sealer.seal(token)))
            .build());
  }

  /** Asks for word to the owner that the account was signed in to from somewhere new. */
  public void newSignIn(Handle handle, long userId, Origin origin, long expiresAtMs) {
    String detail = origin.address() + "\n" + origin.userAgent();
    append(
        handle,
        request(userId, MailRequested.Kind.NEW_SIGN_IN, expiresAtMs)
            .setSealedDetail(ByteString.copyFrom(sealer.seal(detail)))
            .build());
  }

  /** Asks for word to the owner of an address that somebody tried to register with it. */
  public void signUpAttempt(Handle handle, long userId, long expiresAtMs) {
    append(handle, request(userId, MailRequested.Kind.SIGN_UP_ATTEMPT, expiresAtMs).build());
  }

  private static MailRequested.Builder request(
      long userId, MailRequested.Kind kind, long expiresAtMs) {
    return MailRequested.newBuilder().setUserId(userId).setKind(kind).setExpiresAtMs(expiresAtMs);
  }

  private void append(Handle handle, MailRequested mail) {
    outbox.append(handle, Topic.MAIL, mail.getUserId(), mail);
  }
}
