package dev.twite.gateway.fake;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.email.v1.Digest;
import dev.twite.proto.email.v1.EmailGrpc;
import dev.twite.proto.email.v1.GetSettingsRequest;
import dev.twite.proto.email.v1.Settings;
import dev.twite.proto.email.v1.UnsubscribeRequest;
import dev.twite.proto.email.v1.UnsubscribeResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps settings in memory, and takes one unsubscribe token. */
public final class FakeEmail extends EmailGrpc.EmailImplBase {
  public static final String TOKEN = "7.mention.AAAAAAAAAAAAAAAAAAAAAA";

  private static final Settings DEFAULT =
      Settings.newBuilder()
          .setMention(true)
          .setReply(true)
          .setNewSignIn(true)
          .setDigest(Digest.DAILY)
          .build();

  private final Probe probe;
  private final List<String> ended = new CopyOnWriteArrayList<>();
  private final Map<Long, Settings> settings = new ConcurrentHashMap<>();

  public FakeEmail(Probe probe) {
    this.probe = probe;
  }

  @Override
  public void getSettings(GetSettingsRequest in, StreamObserver<Settings> out) {
    probe.reply(out, "GetEmailSettings", () -> settings.getOrDefault(caller(), DEFAULT));
  }

  @Override
  public void updateSettings(Settings in, StreamObserver<Settings> out) {
    probe.reply(
        out,
        "UpdateEmailSettings",
        () ->
            settings.compute(
                caller(),
                (user, before) ->
                    (before == null ? DEFAULT : before).toBuilder().mergeFrom(in).build()));
  }

  /** Tokens that were used. */
  public List<String> ended() {
    return List.copyOf(ended);
  }

  @Override
  public void unsubscribe(UnsubscribeRequest in, StreamObserver<UnsubscribeResponse> out) {
    probe.reply(
        out,
        "Unsubscribe",
        () -> {
          if (!in.getToken().equals(TOKEN)) {
            throw TwiteException.of(ErrorCode.TOKEN_INVALID);
          }
          ended.add(in.getToken());
          return UnsubscribeResponse.newBuilder().setKind("mention").build();
        });
  }

  private static long caller() {
    return CallContext.requireUser().id();
  }
}
