package dev.twite.gateway;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.twite.common.boot.Platform;
import dev.twite.common.boot.RunningService;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcServer;
import dev.twite.common.grpc.Transport;
import dev.twite.common.http.HttpConfig;
import dev.twite.common.testing.Cluster;
import dev.twite.gateway.fake.Probe;
import io.grpc.BindableService;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Nothing waits for ever, nothing is tried too often, nothing is cut off. */
final class DeadlineIT {
  @Test
  void everyCallHasADeadlineOfAtMost2Seconds_R12() throws Exception {
    // The kit's are longer.
    assertThat(HttpConfig.from(new ConfigReader("gateway", Map.of())).deadline())
        .isEqualTo(Duration.ofSeconds(2));
    try (Gateways gateways = Gateways.with("HTTP_DEADLINE", "2s", "GRPC_DEADLINE", "2s")) {
      // None of this over the gateway: what is cold may take longer.
      gateways.others.profile.add(4001);
      Client someone = gateways.client().as(gateways.others.auth.mint().sign(4001, 4002));
      long tweet = gateways.others.tweets.add(4001, "hello");
      for (String operation : new Contract().operations().keySet()) {
        List<String> parts = Splitter.on(' ').splitToList(operation);
        String path =
            parts.get(1).replace("tweets/{id}", "tweets/" + tweet).replaceAll("\\{[a-z]+}", "1001");
        someone.unchecked(parts.get(0), path, null);
      }
      assertThat(gateways.others.probe.seen().stream().map(Probe.Seen::method).distinct().count())
          .isGreaterThan(20);
      assertThat(gateways.others.probe.seen())
          .allSatisfy(
              call -> assertThat(call.timeLeft()).isLessThanOrEqualTo(Duration.ofSeconds(2)));
    }
  }

  @Test
  void workStopsWithin100MsOfTheDeadline_R12() throws Exception {
    try (Gateways gateways = Gateways.with("HTTP_DEADLINE", "300ms")) {
      Client client = gateways.client();
      AtomicLong stopped = new AtomicLong();
      gateways.others.probe.intervene(
          "ListPublic",
          context -> {
            CountDownLatch cancelled = new CountDownLatch(1);
            context.addListener(
                ignored -> {
                  stopped.set(System.nanoTime());
                  cancelled.countDown();
                },
                Runnable::run);
            await(cancelled);
            throw TwiteException.of(ErrorCode.CANCELLED);
          });
      // The machine may be busy, the code may not: one try in time says that it stops in time.
      eventually(
          () -> {
            stopped.set(0);
            long start = System.nanoTime();
            Answer answer = client.get("/v1/timelines/public");
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.code()).isEqualTo("deadline_exceeded");
            within(Duration.ofSeconds(5), () -> assertThat(stopped.get()).isNotZero());
            assertThat((stopped.get() - start) / 1_000_000 - 300).isLessThanOrEqualTo(100);
          });
    }
  }

  @Test
  void aServiceThatAlwaysFailsIsHardlyAskedTwice_R12() throws Exception {
    Gateways kit = new Gateways();
    int profilePort = Cluster.freePort();
    int tweetPort = Cluster.freePort();
    int otherPort = Cluster.freePort();
    Map<String, String> env = new HashMap<>(kit.env.asMap());
    env.put("TWITE_PROFILE_ADDR", "dns:///127.0.0.1:" + profilePort);
    env.put("TWITE_TWEET_ADDR", "dns:///127.0.0.1:" + tweetPort);
    env.put("TWITE_AUTH_ADDR", "dns:///127.0.0.1:" + otherPort);
    env.put("TWITE_FOLLOW_ADDR", "dns:///127.0.0.1:" + otherPort);
    env.put("TWITE_LIKE_ADDR", "dns:///127.0.0.1:" + otherPort);
    env.put("TWITE_FEED_ADDR", "dns:///127.0.0.1:" + otherPort);
    env.put("TWITE_NOTIFICATION_ADDR", "dns:///127.0.0.1:" + otherPort);
    env.put("TWITE_EMAIL_ADDR", "dns:///127.0.0.1:" + otherPort);
    int httpPort = Cluster.freePort();
    env.put("TWITE_GATEWAY_HTTP_PORT", Integer.toString(httpPort));
    try (RunningService auth = tcp(new Fake("auth", kit.others.auth), otherPort, env);
        RunningService profile = tcp(new Fake("profile", kit.others.profile), profilePort, env);
        RunningService tweet = tcp(new Fake("tweet", kit.others.tweets), tweetPort, env);
        RunningService gateway = tcp(new GatewaySpec(), Cluster.freePort(), env)) {
      Client client = Gateways.clientOf(gateway);
      kit.others.profile.add(4001);
      kit.others.profile.add(4002);
      eventually(() -> assertThat(client.get("/v1/users/4001").status()).isEqualTo(200));
      // One failure in a while is not noticed. Of somebody else each time: who was there is kept.
      AtomicLong failures = new AtomicLong(1);
      kit.others.probe.intervene("GetUsers", context -> failTimes(failures));
      assertThat(client.get("/v1/users/4002").status()).isEqualTo(200);
      assertThat(failures.get()).isLessThanOrEqualTo(0);

      failures.set(Long.MAX_VALUE);
      long before = kit.others.probe.count("GetUsers");
      for (int i = 0; i < 200; i++) {
        assertThat(client.get("/v1/users/" + (5_000 + i)).status()).isEqualTo(503);
      }
      assertThat(kit.others.probe.count("GetUsers") - before).isBetween(200L, 220L);

      // A write is never repeated.
      Client someone = client.as(kit.others.auth.mint().sign(4001, 4002));
      kit.others.probe.intervene("CreateTweet", context -> failTimes(failures));
      for (int i = 0; i < 20; i++) {
        assertThat(someone.post("/v1/tweets", "{'text':'x'}").status()).isEqualTo(503);
      }
      assertThat(kit.others.probe.count("CreateTweet")).isEqualTo(20);
      assertThat(List.of(auth.name(), profile.name(), tweet.name())).hasSize(3);
    }
    kit.close();
  }

  @RepeatedTest(5)
  void aStoppingGatewayFinishesWhatRuns_R17() throws Exception {
    try (Gateways gateways = Gateways.with("HTTP_GRACE", "60s")) {
      RunningService gateway = gateways.start();
      Client client = Gateways.clientOf(gateway);
      CountDownLatch inWork = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      gateways.others.probe.intervene(
          "ListPublic",
          context -> {
            inWork.countDown();
            await(goOn);
          });
      CompletableFuture<Answer> running = client.later("GET", "/v1/timelines/public");
      await(inWork);
      Thread stopping = Thread.ofPlatform().start(gateway::close);
      int port = gateway.get(dev.twite.common.http.HttpServer.class).port();
      // New connections are refused or told to come back; the running request ends well.
      eventually(() -> assertThat(refuses(port)).isTrue());
      goOn.countDown();
      assertThat(running.join().status()).isEqualTo(200);
      stopping.join();
    }
  }

  // Whatever a stopping server does, it does it at once: refuse, close, or say so.
  private static boolean refuses(int port) {
    byte[] request =
        "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    try {
      return new RawClient(port).send(request).status() == 503;
    } catch (SocketTimeoutException hanging) {
      throw new AssertionError("Neither answered nor closed", hanging);
    } catch (IOException refused) {
      return true;
    }
  }

  private static void failTimes(AtomicLong failures) {
    if (failures.getAndDecrement() > 0) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static RunningService tcp(ServiceSpec spec, int grpcPort, Map<String, String> env)
      throws Exception {
    Map<String, String> own = new HashMap<>(env);
    own.put("TWITE_GRPC_PORT", Integer.toString(grpcPort));
    own.put("TWITE_OPS_PORT", Integer.toString(Cluster.freePort()));
    return RunningService.start(spec, new Platform(own, Transport.tcp(), Clock.systemUTC()));
  }

  private record Fake(String name, BindableService methods) implements ServiceSpec {
    @Override
    public Module module(ConfigReader config) {
      return new AbstractModule() {
        @Override
        protected void configure() {
          Multibinder.newSetBinder(binder(), BindableService.class)
              .addBinding()
              .toInstance(methods);
          bind(GrpcServer.class).in(Singleton.class);
        }
      };
    }
  }
}
