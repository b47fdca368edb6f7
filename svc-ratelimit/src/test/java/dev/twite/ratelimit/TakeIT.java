package dev.twite.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.twite.common.boot.RunningService;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.limit.Claim;
import dev.twite.common.limit.Decision;
import dev.twite.common.limit.RateLimiter;
import dev.twite.common.limit.Rule;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.redis.Redis;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.Eventually;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.ratelimit.v1.Bucket;
import dev.twite.proto.ratelimit.v1.GiveBackRequest;
import dev.twite.proto.ratelimit.v1.RateLimitGrpc;
import dev.twite.proto.ratelimit.v1.TakeRequest;
import dev.twite.proto.ratelimit.v1.Verdict;
import dev.twite.ratelimit.store.BucketState;
import dev.twite.ratelimit.store.Buckets;
import dev.twite.ratelimit.store.Draw;
import io.grpc.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Counting, over two processes' SDKs and one svc-ratelimit. */
class TakeIT {
  /** Periods so long that nothing refills while a test runs. */
  private static final String RULES =
      """
      hundred: {capacity: 100, period: 300d}
      ten: {capacity: 10, period: 300d}
      bytes: {capacity: 10KiB, period: 300d, unit: bytes}
      hot: {capacity: 6400, period: 300d}
      soon: {capacity: 1000, period: 30s}
      """;

  private static Cluster cluster;
  private static RunningService service;
  private static RunningService first;
  private static RateLimiter one;
  private static RateLimiter two;

  @BeforeAll
  static void start() throws Exception {
    cluster = new Cluster(new TestEnv().redis().limits(RULES));
    service = cluster.start(new RatelimitSpec());
    first = cluster.start(new CallerSpec("one"));
    one = first.get(RateLimiter.class);
    two = cluster.start(new CallerSpec("two")).get(RateLimiter.class);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void exactlyAHundredOf500PassOverTwoProcesses_S13() throws Exception {
    assertThat(passed("hundred", "s13", 500)).isEqualTo(100);
    Decision refused = one.take("hundred", "s13");
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.limit()).isEqualTo(100);
    assertThat(refused.retryAfter()).isBetween(Duration.ofDays(2), Duration.ofDays(3));
    assertThat(refused.reset()).isBetween(Duration.ofDays(299), Duration.ofDays(300));
    assertThat(one.take("hundred", "another").remaining()).isEqualTo(99);
  }

  @Test
  void whatIsLeasedNeverPassesTwiceAndWhatIsNotUsedComesBack_S13() throws Exception {
    long passed = passed("hot", "s13", 8_000);
    // At most a 64th for each of two processes is still held.
    assertThat(passed).isBetween(6_400L - 2 * 100, 6_400L);
    assertThat(leased()).as("requests that cost no call").isGreaterThan(500);
    long[] total = {passed};
    Eventually.eventually(
        () -> {
          while (one.take("hot", "s13").allowed()) {
            total[0]++;
          }
          assertThat(total[0]).isEqualTo(6_400);
        });
    assertThat(passed("hot", "s13", 200)).isZero();
  }

  @Test
  void ofSeveralBucketsAllGiveOrNone() {
    for (int i = 0; i < 10; i++) {
      assertThat(take("hundred", "ten", "both").allowed()).isTrue();
    }
    Decision refused = take("hundred", "ten", "both");
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.limit()).isEqualTo(10);
    assertThat(one.take("hundred", "both").remaining()).isEqualTo(89);
  }

  @Test
  void bytesAreCountedAsTheyCome() {
    assertThat(one.take(new Claim("bytes", "b", 4 << 10)).remaining()).isEqualTo(6 << 10);
    assertThat(two.take(new Claim("bytes", "b", 7 << 10)).allowed()).isFalse();
    assertThat(two.take(new Claim("bytes", "b", 6 << 10)).remaining()).isZero();
    assertThat(one.take(new Claim("bytes", "b", 1)).allowed()).isFalse();
    assertThat(one.take(new Claim("bytes", "new", 11 << 10)).allowed()).isFalse();
  }

  @Test
  void whatIsGivenBackMayBeTakenAgainButNoMore() {
    for (int i = 0; i < 10; i++) {
      assertThat(one.take("ten", "back").allowed()).isTrue();
    }
    one.giveBack(new Claim("ten", "back", 3));
    assertThat(two.take("ten", "back").remaining()).isEqualTo(2);
    one.giveBack(new Claim("ten", "back", 1_000));
    assertThat(two.take("ten", "back").remaining()).isEqualTo(9);
    two.forget("ten", "back");
    assertThat(one.take("ten", "back").remaining()).isEqualTo(9);
  }

  @Test
  void aBucketThatIsFullAgainTakesNoPlace() {
    Redis redis = service.get(Redis.class);
    assertThat(one.take("ten", "ttl").allowed()).isTrue();
    long life = redis.call(client -> client.pttl("limit:ten:ttl"));
    assertThat(life).isBetween(1L, Duration.ofDays(30).toMillis());
    assertThat(one.take(new Claim("soon", "ttl", 100)).allowed()).isTrue();
    Eventually.eventually(
        () -> {
          boolean there = redis.call(client -> client.exists("limit:soon:ttl"));
          assertThat(there).isFalse();
        });
    assertThat(one.take("soon", "ttl").remaining()).isEqualTo(999);
  }

  @Test
  void aShorterPeriodHoldsAtOnce() {
    Buckets buckets = service.get(Buckets.class);
    buckets.take(List.of(new Draw(tenIn(Duration.ofDays(300)), "s", 10, 0)));
    BucketState state =
        buckets.take(List.of(new Draw(tenIn(Duration.ofHours(10)), "s", 1, 0))).getFirst();
    assertThat(state.allowed()).isFalse();
    assertThat(state.resetMillis()).isEqualTo(Duration.ofHours(10).toMillis());
    assertThat(state.retryAfterMillis()).isEqualTo(Duration.ofHours(1).toMillis());
  }

  private static Rule tenIn(Duration period) {
    return new Rule(
        "shrinks", 10, period, Rule.Unit.REQUESTS, Rule.By.TOKEN, Rule.WhenAway.OPEN, List.of());
  }

  @Test
  void ofARuleThatIsNoMoreNothingIsGivenBack() {
    assertThat(one.take(new Claim("ten", "gone", 5)).allowed()).isTrue();
    var unused =
        stub()
            .giveBack(
                GiveBackRequest.newBuilder()
                    .addBuckets(Bucket.newBuilder().setRule("old").setSubject("gone").setCost(1))
                    .addBuckets(Bucket.newBuilder().setRule("ten").setSubject("gone").setCost(5))
                    .build());
    assertThat(one.take("ten", "gone").remaining()).isEqualTo(9);
  }

  @Test
  void whatARequestTookComesBackThoughTheRequestIsOver() throws Exception {
    assertThat(one.take(new Claim("ten", "late", 5)).allowed()).isTrue();
    Context.CancellableContext over = Context.current().withCancellation();
    over.cancel(null);
    over.run(() -> one.giveBack(new Claim("ten", "late", 5)));
    assertThat(one.take("ten", "late").remaining()).isEqualTo(9);
  }

  @Test
  void leasesEndAtHalfOfTheBucketAndAreSmall() {
    assertThat(verdict("hot", 1, 1_000_000).getLeased()).isEqualTo(100);
    assertThat(verdict("hot", 3_000, 1_000).getLeased()).isEqualTo(99);
    assertThat(verdict("hot", 1, 1_000).getLeased()).isZero();
    assertThat(verdict("ten", 1, 1_000).getLeased()).isZero();
    assertThat(verdict("soon", 1, 1_000).getLeaseMs()).isEqualTo(30_000 / 64);
  }

  @Test
  void whatCanNotBeAskedIsNamed() {
    TwiteException refused =
        GrpcErrors.toError(
            catchThrowable(
                () -> {
                  var unused =
                      stub()
                          .take(
                              TakeRequest.newBuilder()
                                  .addBuckets(Bucket.newBuilder().setRule("none"))
                                  .build());
                }));
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refused.fields())
        .extracting("field")
        .containsExactly("buckets[0].rule", "buckets[0].subject", "buckets[0].cost");
    assertThat(catchThrowable(() -> one.take("none", "x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Decision take(String rule, String other, String subject) {
    return one.take(List.of(Claim.one(rule, subject), Claim.one(other, subject)));
  }

  private static Verdict verdict(String rule, long cost, long lease) {
    return stub()
        .take(
            TakeRequest.newBuilder()
                .addBuckets(
                    Bucket.newBuilder()
                        .setRule(rule)
                        .setSubject("leases")
                        .setCost(cost)
                        .setLease(lease))
                .build())
        .getVerdicts(0);
  }

  private static RateLimitGrpc.RateLimitBlockingStub stub() {
    return RateLimitGrpc.newBlockingStub(
        cluster.channel("gateway", "ratelimit", RateLimitGrpc.getServiceDescriptor()));
  }

  private static double leased() {
    Double value =
        first
            .get(Metrics.class)
            .registry()
            .getSampleValue(
                "twite_limit_decisions_total",
                new String[] {"rule", "source", "outcome"},
                new String[] {"hot", "leased", "passed"});
    return value == null ? 0 : value;
  }

  /** How many of so many parallel requests to both pass. */
  private static long passed(String rule, String subject, int requests) throws Exception {
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      RateLimiter limiter = i % 2 == 0 ? one : two;
      calls.add(() -> limiter.take(rule, subject).allowed());
    }
    long passed = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
      for (Future<Boolean> call : threads.invokeAll(calls)) {
        passed += call.get() ? 1 : 0;
      }
    }
    return passed;
  }
}
