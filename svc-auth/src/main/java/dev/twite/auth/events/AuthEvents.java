package dev.twite.auth.events;

import com.google.protobuf.ByteString;
import dev.twite.auth.store.UserDao.NewUser;
import dev.twite.common.identity.Sealer;
import dev.twite.common.kafka.Topic;
import dev.twite.common.outbox.Outbox;
import dev.twite.proto.events.v1.MailRequested;
import dev.twite.proto.events.v1.UserCreated;
import dev.twite.proto.events.v1.UserDeleted;
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

  /** Asks svc-email for a mail with a one-time token; the token travels sealed. */
  public void mail(
      Handle handle, long userId, MailRequested.Kind kind, String token, long expiresAtMs) {
    MailRequested event =
        MailRequested.newBuilder()
            .setUserId(userId)
            .setKind(kind)
            .setSealedToken(ByteString.copyFrom(sealer.seal(token)))
            .setExpiresAtMs(expiresAtMs)
            .build();
    outbox.append(handle, Topic.MAIL, userId, event);
  }
}
