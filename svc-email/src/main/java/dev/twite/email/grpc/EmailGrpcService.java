package dev.twite.email.grpc;

import dev.twite.common.error.Checks;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.email.DigestPeriod;
import dev.twite.email.EmailSettings;
import dev.twite.proto.email.v1.Digest;
import dev.twite.proto.email.v1.EmailGrpc;
import dev.twite.proto.email.v1.GetSettingsRequest;
import dev.twite.proto.email.v1.Settings;
import dev.twite.proto.email.v1.UnsubscribeRequest;
import dev.twite.proto.email.v1.UnsubscribeResponse;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.util.Optional;

/** The methods of email.proto. */
public final class EmailGrpcService extends EmailGrpc.EmailImplBase {
  private static final int MAX_TOKEN = 200;

  private final dev.twite.email.Settings settings;

  @Inject
  EmailGrpcService(dev.twite.email.Settings settings) {
    this.settings = settings;
  }

  @Override
  public void getSettings(GetSettingsRequest request, StreamObserver<Settings> observer) {
    Calls.reply(observer, () -> message(settings.of(CallContext.requireUser().id())));
  }

  @Override
  public void updateSettings(Settings request, StreamObserver<Settings> observer) {
    Calls.reply(
        observer,
        () -> {
          Optional<DigestPeriod> digest =
              request.hasDigest() ? Optional.of(periodOf(request.getDigest())) : Optional.empty();
          return message(
              settings.change(
                  CallContext.requireUser().id(), before -> changed(before, request, digest)));
        });
  }

  @Override
  public void unsubscribe(
      UnsubscribeRequest request, StreamObserver<UnsubscribeResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          new Checks().text("token", request.getToken(), 1, MAX_TOKEN).finish();
          return UnsubscribeResponse.newBuilder()
              .setKind(settings.unsubscribe(request.getToken()).word())
              .build();
        });
  }

  private static EmailSettings changed(
      EmailSettings before, Settings given, Optional<DigestPeriod> digest) {
    return new EmailSettings(
        given.hasMention() ? given.getMention() : before.mention(),
        given.hasReply() ? given.getReply() : before.reply(),
        given.hasQuote() ? given.getQuote() : before.quote(),
        given.hasFollow() ? given.getFollow() : before.follow(),
        given.hasNewSignIn() ? given.getNewSignIn() : before.newSignIn(),
        digest.orElse(before.digest()));
  }

  private static DigestPeriod periodOf(Digest digest) {
    return switch (digest) {
      case OFF -> DigestPeriod.OFF;
      case DAILY -> DigestPeriod.DAILY;
      case WEEKLY -> DigestPeriod.WEEKLY;
      case DIGEST_UNSPECIFIED, UNRECOGNIZED ->
          throw TwiteException.invalid("digest", "invalid_value", "Is none of off, daily, weekly");
    };
  }

  private static Settings message(EmailSettings settings) {
    return Settings.newBuilder()
        .setMention(settings.mention())
        .setReply(settings.reply())
        .setQuote(settings.quote())
        .setFollow(settings.follow())
        .setNewSignIn(settings.newSignIn())
        .setDigest(
            switch (settings.digest()) {
              case OFF -> Digest.OFF;
              case DAILY -> Digest.DAILY;
              case WEEKLY -> Digest.WEEKLY;
            })
        .build();
  }
}
