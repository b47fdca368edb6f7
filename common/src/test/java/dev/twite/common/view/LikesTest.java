package dev.twite.common.view;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.metrics.Metrics;
import dev.twite.proto.like.v1.GetLikesRequest;
import dev.twite.proto.like.v1.GetLikesResponse;
import dev.twite.proto.like.v1.LikeGrpc;
import dev.twite.proto.like.v1.LikeState;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LikesTest {
  private static final List<Long> PAGE = List.of(1L);

  private final FakeLikes fake = new FakeLikes();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    String name = InProcessServerBuilder.generateName();
    server = InProcessServerBuilder.forName(name).addService(fake).build().start();
    channel = InProcessChannelBuilder.forName(name).build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
    timer.shutdownNow();
  }

  // Half a second, which is all that svc-like is given, may pass while a thread is stopped: each of
  // these is tried anew, with nobody known to be away.

  @Test
  void aCallerInAHurryTakesNobodyElsesLikesAway() {
    eventually(
        () -> {
          Likes fresh = fresh();
          fake.mood = Mood.SILENT;
          Context hurry = Context.current().withDeadlineAfter(50, TimeUnit.MILLISECONDS, timer);
          assertThat(hurry.call(() -> fresh.of(PAGE))).isEmpty();
          fake.mood = Mood.WELL;
          assertThat(fresh.of(PAGE)).containsOnlyKeys(1L);
        });
  }

  @Test
  void aCallTooManyTakesNobodyElsesLikesAway() {
    eventually(
        () -> {
          Likes fresh = fresh();
          fake.mood = Mood.OVERLOADED;
          assertThat(fresh.of(PAGE)).isEmpty();
          fake.mood = Mood.WELL;
          assertThat(fresh.of(PAGE)).containsOnlyKeys(1L);
        });
  }

  @Test
  void nobodyWaitsForWhoIsAway() {
    for (Mood away : List.of(Mood.AWAY, Mood.SILENT)) {
      eventually(
          () -> {
            Likes fresh = fresh();
            fake.calls.set(0);
            fake.mood = away;
            assertThat(fresh.of(PAGE)).isEmpty();
            assertThat(fresh.of(PAGE)).isEmpty();
            assertThat(fake.calls).as(away.name()).hasValue(1);
          });
    }
  }

  private Likes fresh() {
    return new Likes(LikeGrpc.newBlockingStub(channel), new Metrics("test"));
  }

  private enum Mood {
    WELL,
    SILENT,
    OVERLOADED,
    AWAY
  }

  private static final class FakeLikes extends LikeGrpc.LikeImplBase {
    final AtomicInteger calls = new AtomicInteger();
    volatile Mood mood = Mood.WELL;

    @Override
    public void getLikes(GetLikesRequest request, StreamObserver<GetLikesResponse> observer) {
      calls.incrementAndGet();
      switch (mood) {
        case WELL -> {
          GetLikesResponse.Builder found = GetLikesResponse.newBuilder();
          request
              .getTweetIdsList()
              .forEach(id -> found.addLikes(LikeState.newBuilder().setTweetId(id)));
          observer.onNext(found.build());
          observer.onCompleted();
        }
        case OVERLOADED -> observer.onError(Status.RESOURCE_EXHAUSTED.asRuntimeException());
        case AWAY -> observer.onError(Status.UNAVAILABLE.asRuntimeException());
        case SILENT -> {}
      }
    }
  }
}
