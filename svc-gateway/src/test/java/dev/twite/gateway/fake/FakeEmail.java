package dev.twite.gateway.fake;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.email.v1.EmailGrpc;
import dev.twite.proto.email.v1.UnsubscribeRequest;
import dev.twite.proto.email.v1.UnsubscribeResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes one unsubscribe token. */
public final class FakeEmail extends EmailGrpc.EmailImplBase {
  public static final String TOKEN = "7.mention.AAAAAAAAAAAAAAAAAAAAAA";

  private final Probe probe;
  private final List<String> ended = new CopyOnWriteArrayList<>();

  public FakeEmail(Probe probe) {
    this.probe = probe;
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
}
