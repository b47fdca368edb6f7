package dev.twite.logger;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.twite.common.boot.RunningService;
import dev.twite.common.identity.CallContext;
import dev.twite.common.log.LogScope;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.logger.testing.FakeLoki;
import dev.twite.logger.testing.FakeLoki.Entry;
import dev.twite.proto.follow.v1.FollowGrpc;
import dev.twite.proto.logger.v1.Filter;
import dev.twite.proto.logger.v1.LoggerGrpc;
import dev.twite.proto.logger.v1.TailRequest;
import dev.twite.proto.logger.v1.TailResponse;
import dev.twite.proto.tweet.v1.CreateTweetRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetServiceGrpc;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** From log.info in a service to the store and to those who watch, all in one process. */
class ShippingIT {
  private static final org.slf4j.Logger log = LoggerFactory.getLogger(ShippingIT.class);

  private final Logger ours = (Logger) LoggerFactory.getLogger("dev.twite");
  private FakeLoki loki;
  private TestEnv env;
  private Cluster cluster;

  @BeforeEach
  void start() throws Exception {
    loki = new FakeLoki();
    env =
        new TestEnv()
            .kafka()
            .set("LOKI_URL", loki.url())
            .set("LOGGER_LINGER", "50ms")
            .set("LOGGER_TAILS", "2")
            .set("LOG_SHIPPING", "true")
            .set("LOG_SAMPLE", "1");
    cluster = new Cluster(env);
  }

  @AfterEach
  void stop() {
    ours.setLevel(Level.INFO);
    cluster.close();
    loki.close();
  }

  @Test
  void linesAreOfTheServiceThatWroteThemAndCarryRequestAndUser_S22() throws Exception {
    ours.setLevel(Level.DEBUG);
    cluster.start(new LoggerSpec());
    RunningService tweet = cluster.fake("tweet", new Tweets());
    cluster.fake("follow", new Follows());
    TweetServiceGrpc.TweetServiceBlockingStub tweets =
        TweetServiceGrpc.newBlockingStub(
            cluster.channel("gateway", "tweet", TweetServiceGrpc.getServiceDescriptor()));
    CallContext.withRequest("request-1", "")
        .run(
            () ->
                Cluster.as(
                    42,
                    () -> {
                      assertThatThrownBy(
                              () -> tweets.createTweet(CreateTweetRequest.getDefaultInstance()))
                          .isInstanceOf(StatusRuntimeException.class);
                      return true;
                    }));
    eventually(
        () ->
            assertThat(of("request-1"))
                .extracting(one -> one.labels().get("service") + " " + one.labels().get("level"))
                .containsExactlyInAnyOrder("tweet info", "tweet error", "tweet warn"));
    assertThat(of("request-1"))
        .allMatch(one -> one.metadata().get("user_id").equals("42"))
        .noneMatch(one -> (one.text() + one.metadata()).contains("canary"))
        .anyMatch(one -> one.text().contains("mail to [e-mail] with [token]"))
        .anyMatch(one -> one.text().contains("IllegalStateException: password=[secret]"));
    assertThat(loki.wrong()).isEmpty();
    eventually(() -> assertThat(sent(tweet, "sent")).isGreaterThanOrEqualTo(3));
    assertThat(sent(tweet, "full")).isZero();
  }

  @Test
  void shippingDoesNotFeedItself() throws Exception {
    ours.setLevel(Level.TRACE);
    // What storing says at its most talkative.
    loki.fail(new FakeLoki.Fault(500, "", false), new FakeLoki.Fault(500, "", false));
    RunningService logger = cluster.start(new LoggerSpec());
    eventually(() -> assertThat(texts()).anyMatch(text -> text.contains("svc-logger is ready")));
    // Whatever came of that line has to come through the same queue before this one.
    for (int i = 0; i < 5; i++) {
      String mark = "mark " + i;
      inScopeOf(logger, () -> log.info(mark));
      eventually(() -> assertThat(texts()).contains(mark));
    }
    // Making the topic is told once, at the start.
    assertThat(texts())
        .filteredOn(text -> !text.startsWith("Made topic "))
        .noneMatch(text -> text.contains("wait for an outage") || text.contains("twite.logs"));
  }

  @Test
  void aTailShowsWhatComesAndEndsWithItsCall() throws Exception {
    RunningService logger = cluster.start(new LoggerSpec());
    LoggerGrpc.LoggerBlockingStub stub =
        LoggerGrpc.newBlockingStub(
                cluster.channel("ctl", "logger", LoggerGrpc.getServiceDescriptor()))
            .withDeadlineAfter(2, TimeUnit.MINUTES);
    TailRequest wanted =
        TailRequest.newBuilder()
            .setFilter(Filter.newBuilder().setText("WANTED").setLeastLevel("WARN"))
            .build();
    Context.CancellableContext call = Context.current().withCancellation();
    List<TailResponse> seen = new ArrayList<>();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  // From now on is when the reader has come to the end: so until it is seen.
                  for (int i = 0; !call.isCancelled(); i++) {
                    int number = i;
                    inScopeOf(
                        logger,
                        () -> {
                          log.info("wanted, but only info {}", number);
                          log.warn("other {}", number);
                          log.warn("wanted {}", number);
                        });
                    java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                  }
                });
    call.run(
        () -> {
          Iterator<TailResponse> tail = stub.tail(wanted);
          for (int i = 0; i < 5; i++) {
            seen.add(tail.next());
          }
        });
    assertThat(seen)
        .allMatch(one -> one.getLine().getMessage().matches("wanted \\d+"))
        .allMatch(one -> one.getLine().getService().equals("logger"))
        .allMatch(one -> one.getMissed() == 0);
    // Two may run; the first is still there, the third is refused.
    Context.CancellableContext second = Context.current().withCancellation();
    second.run(() -> assertThat(stub.tail(wanted).hasNext()).isTrue());
    assertThatThrownBy(() -> stub.tail(wanted).hasNext())
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("RESOURCE_EXHAUSTED");
    second.cancel(null);
    call.cancel(null);
    writer.join();
    Metrics metrics = logger.get(Metrics.class);
    eventually(
        () -> assertThat(metrics.registry().getSampleValue("twite_logger_tails")).isEqualTo(0.0));
  }

  @Test
  void withoutKafkaServicesStartAnswerAndStop() throws Exception {
    TestEnv away =
        new TestEnv()
            .set("KAFKA_BOOTSTRAP", "127.0.0.1:" + Cluster.freePort())
            .set("KAFKA_PREFIX", "away.")
            .set("LOG_SHIPPING", "true");
    Duration stopping;
    RunningService service;
    try (Cluster alone = new Cluster(away)) {
      service = alone.fake("follow", new Follows());
      inScopeOf(
          service,
          () -> {
            for (int i = 0; i < 20_000; i++) {
              log.info("Nobody reads this");
            }
          });
      // As many as wait have room; the others are counted, and nobody was held up.
      assertThat(sent(service, "full")).isBetween(10_000.0, 12_000.0);
      long begin = System.nanoTime();
      service.close();
      stopping = Duration.ofNanos(System.nanoTime() - begin);
    }
    assertThat(stopping).isLessThan(Duration.ofSeconds(20));
    assertThat(sent(service, "full") + sent(service, "failed")).isGreaterThanOrEqualTo(20_000);
  }

  private List<Entry> of(String request) {
    return loki.entries().stream()
        .filter(one -> request.equals(one.metadata().get("request_id")))
        .filter(one -> !one.text().contains("DEBUG"))
        .toList();
  }

  private List<String> texts() {
    return loki.entries().stream().map(Entry::text).toList();
  }

  private static void inScopeOf(RunningService service, Runnable work) {
    service.get(LogScope.class).run(work);
  }

  private static double sent(RunningService service, String outcome) {
    Double value =
        service
            .get(Metrics.class)
            .registry()
            .getSampleValue(
                "twite_log_lines_total", new String[] {"outcome"}, new String[] {outcome});
    return value == null ? 0 : value;
  }

  /** Logs what no log may hold, and fails. */
  private static final class Tweets extends TweetServiceGrpc.TweetServiceImplBase {
    private static final org.slf4j.Logger tweets = LoggerFactory.getLogger("dev.twite.tweet.Some");

    @Override
    public void createTweet(CreateTweetRequest request, StreamObserver<Tweet> observer) {
      tweets.info(
          "mail to {} with {}",
          "canary@example.org",
          "canaryCanary-4711_canaryCanary-4711_canaryCanary-4711");
      throw new IllegalStateException("password=canary-4712");
    }
  }

  private static final class Follows extends FollowGrpc.FollowImplBase {}
}
