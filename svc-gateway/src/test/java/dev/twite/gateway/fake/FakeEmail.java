package dev.twite.gateway.fake;

import dev.twite.common.identity.CallContext;
import dev.twite.proto.email.v1.Digest;
import dev.twite.proto.email.v1.EmailGrpc;
import dev.twite.proto.email.v1.GetSettingsRequest;
import dev.twite.proto.email.v1.Settings;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps settings in memory. */
public final class FakeEmail extends EmailGrpc.EmailImplBase {
  private static final Settings DEFAULT =
      Settings.newBuilder()
          .setMention(true)
          .setReply(true)
          .setNewSignIn(true)
          .setDigest(Digest.DAILY)
          .build();

  private final Probe probe;
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
        () -> {
          settings.put(caller(), in);
          return in;
        });
  }

  private static long caller() {
    return CallContext.requireUser().id();
  }
}
