package dev.twite.email.render;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.email.EmailConfig;
import dev.twite.email.Kind;
import dev.twite.email.Links;
import dev.twite.email.Sender;
import dev.twite.email.Settings;
import dev.twite.email.SkippedException;
import dev.twite.email.store.MessageRow;
import dev.twite.email.transport.Mail;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.GetContactRequest;
import dev.twite.proto.auth.v1.GetContactResponse;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the mail of a message: whether it is still wanted, where it goes, what it says. All of it
 * is asked for now, since the table holds nothing but ids.
 */
public final class Composer {
  private final AuthBlockingStub auth;
  private final Settings settings;
  private final AccountMail account;
  private final NoticeMail notices;
  private final DigestMail digests;
  private final Templates templates;
  private final Links links;
  private final Sender from;

  @Inject
  Composer(
      AuthBlockingStub auth,
      Settings settings,
      AccountMail account,
      NoticeMail notices,
      DigestMail digests,
      Templates templates,
      Links links,
      EmailConfig config) {
    this.auth = auth;
    this.settings = settings;
    this.account = account;
    this.notices = notices;
    this.digests = digests;
    this.templates = templates;
    this.links = links;
    this.from = config.from();
  }

  /**
   * @throws SkippedException when it must not be sent
   */
  public Mail compose(MessageRow message) throws SkippedException {
    Kind kind = message.kind();
    if (!settings.of(message.userId()).wants(kind)) {
      throw new SkippedException("unwanted");
    }
    GetContactResponse contact = contact(message.userId());
    if (kind.group() != Kind.Group.ACCOUNT && !contact.getEmailVerified()) {
      throw new SkippedException("unverified");
    }
    Contents contents =
        switch (kind.group()) {
          case ACCOUNT -> account.contents(message, contact);
          case NOTICE -> notices.contents(message);
          case DIGEST -> digests.contents(message);
          case OPERATOR -> throw new IllegalStateException(kind + " is no mail");
        };
    Optional<String> unsubscribe =
        kind.group() == Kind.Group.ACCOUNT
            ? Optional.empty()
            : Optional.of(links.unsubscribe(message.userId(), kind));
    Map<String, Object> values = new HashMap<>(contents.values());
    // A name is free text: to an address that nobody confirmed, a stranger could have us carry
    // theirs.
    values.put(
        "name",
        contact.getEmailVerified() ? Lines.one(contact.getName()) : "@" + contact.getHandle());
    values.put("handle", contact.getHandle());
    values.put("unsubscribe", unsubscribe.orElse(""));
    return new Mail(
        contact.getEmail(),
        Lines.one(contents.subject()),
        templates.text(kind.word(), values),
        templates.html(kind.word(), values),
        "<" + kind.word() + "." + Long.toUnsignedString(message.id()) + "@" + from.domain() + ">",
        unsubscribe);
  }

  private GetContactResponse contact(long userId) throws SkippedException {
    try {
      return auth.getContact(GetContactRequest.newBuilder().setUserId(userId).build());
    } catch (StatusRuntimeException failed) {
      TwiteException error = GrpcErrors.toError(failed);
      if (error.code() == ErrorCode.USER_NOT_FOUND) {
        throw new SkippedException("gone");
      }
      throw failed;
    }
  }
}
