package dev.twite.common.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.metrics.Metrics;
import dev.twite.proto.feed.v1.FeedGrpc;
import dev.twite.proto.feed.v1.GetHomeRequest;
import dev.twite.proto.feed.v1.GetHomeResponse;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientMetricsTest {
  private final Metrics metrics = new Metrics("gateway");
  private final AtomicReference<Status> outcome = new AtomicReference<>(Status.OK);
  private Server server;
  private ManagedChannel channel;
  private FeedGrpc.FeedBlockingStub feed;

  @BeforeEach
  void start() throws IOException {
    String name = InProcessServerBuilder.generateName();
    server = InProcessServerBuilder.forName(name).addService(new Feed()).build().start();
    channel =
        InProcessChannelBuilder.forName(name).intercept(new ClientMetrics(metrics, "feed")).build();
    feed = FeedGrpc.newBlockingStub(channel);
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void callsAreCountedByTargetMethodAndOutcome() {
    assertThat(feed.getHome(GetHomeRequest.getDefaultInstance())).isNotNull();
    assertThat(feed.getHome(GetHomeRequest.getDefaultInstance())).isNotNull();
    outcome.set(Status.UNAVAILABLE);
    assertThatThrownBy(() -> feed.getHome(GetHomeRequest.getDefaultInstance()))
        .isInstanceOf(StatusRuntimeException.class);
    assertThat(count("OK")).isEqualTo(2);
    assertThat(count("UNAVAILABLE")).isEqualTo(1);
  }

  @Test
  void aCallToNobodyIsCountedToo() {
    server.shutdownNow();
    channel.shutdownNow();
    assertThatThrownBy(() -> feed.getHome(GetHomeRequest.getDefaultInstance()))
        .isInstanceOf(StatusRuntimeException.class);
    assertThat(count("UNAVAILABLE")).isEqualTo(1);
  }

  private double count(String code) {
    return metrics
        .registry()
        .getSampleValue(
            "twite_grpc_client_seconds_count",
            new String[] {"target", "method", "code"},
            new String[] {"feed", "GetHome", code});
  }

  private final class Feed extends FeedGrpc.FeedImplBase {
    @Override
    public void getHome(GetHomeRequest request, StreamObserver<GetHomeResponse> observer) {
      if (outcome.get().isOk()) {
        observer.onNext(GetHomeResponse.getDefaultInstance());
        observer.onCompleted();
      } else {
        observer.onError(outcome.get().asRuntimeException());
      }
    }
  }
}
