package dev.twite.common.db;

import static dev.twite.common.testing.Eventually.atMost;
import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.StringValue;
import dev.twite.common.boot.RunningService;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.SampleSpec;
import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TimedTest;
import io.grpc.Context;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseIT {
  private static final Cluster CLUSTER =
      new Cluster(new TestEnv().postgres("sample").redis().kafka().set("SAMPLE_PG_MAX_WAIT", "2s"));
  private static Database database;

  @BeforeAll
  static void start() throws Exception {
    RunningService service = CLUSTER.start(new SampleSpec());
    database = service.get(Database.class);
  }

  @AfterAll
  static void stop() {
    CLUSTER.close();
  }

  @Test
  void aDaoWorksOnTheHandleThatItWasAttachedTo() {
    database.run(
        outer -> {
          ThingDao first = outer.attach(ThingDao.class);
          first.add(-1, "outer");
          // A thread of its own: on ours JDBI would give us our handle again.
          int seen =
              CompletableFuture.supplyAsync(
                      () ->
                          database.read(
                              inner -> {
                                ThingDao second = inner.attach(ThingDao.class);
                                int others = second.texts().size();
                                second.addTwo(-3, -4, "inner");
                                return others;
                              }))
                  .join();
          first.add(-2, "outer");
          assertThat(seen).isZero();
          assertThat(first.texts()).containsExactlyInAnyOrder("outer", "outer", "inner", "inner");
        });
    assertThat(database.<List<String>>read(handle -> handle.attach(ThingDao.class).texts()))
        .containsExactlyInAnyOrder("outer", "outer", "inner", "inner");
    database.run(handle -> handle.execute("DELETE FROM thing"));
  }

  /** Things with negative ids. */
  interface ThingDao {
    @SqlUpdate("INSERT INTO thing (id, text) VALUES (:id, :text)")
    void add(@Bind("id") long id, @Bind("text") String text);

    @SqlQuery("SELECT text FROM thing WHERE id < 0")
    List<String> texts();

    default void addTwo(long one, long other, String text) {
      add(one, text);
      add(other, text);
    }
  }

  @TimedTest
  void statementOfACancelledRequestEndsWithin100Ms_R12() throws Exception {
    Context.CancellableContext request = Context.current().withCancellation();
    AtomicReference<Throwable> outcome = new AtomicReference<>();
    AtomicReference<Long> endedAt = new AtomicReference<>();
    Thread work =
        Thread.ofPlatform()
            .start(
                request.wrap(
                    () -> {
                      outcome.set(
                          catchThrowable(
                              () ->
                                  database.read(
                                      handle -> {
                                        handle.execute("SET statement_timeout = '60s'");
                                        return handle
                                            .createQuery("SELECT pg_sleep(60)")
                                            .mapTo(String.class)
                                            .one();
                                      })));
                      endedAt.set(System.nanoTime());
                    }));
    eventually(() -> assertThat(sleepers()).isEqualTo(1));
    long cancelledAt = System.nanoTime();
    request.cancel(null);
    work.join();
    assertThat(outcome.get()).isNotNull();
    atMost(Duration.ofMillis(100), Duration.ofNanos(endedAt.get() - cancelledAt));
  }

  @Test
  void whoeverGetsNoConnectionInTimeIsToldSo_R13() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(4);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int i = 0; i < 4; i++) {
        threads.execute(
            () ->
                database.read(
                    handle -> {
                      taken.countDown();
                      return awaitQuietly(release);
                    }));
      }
      taken.await();
      Throwable refused = catchThrowable(() -> database.read(handle -> 1));
      release.countDown();
      assertThat(refused)
          .isInstanceOfSatisfying(
              TwiteException.class,
              error -> assertThat(error.code()).isEqualTo(ErrorCode.OVERLOADED));
    }
  }

  @Test
  void parallelClaimsOfOneKeyMakeOneThing_R2() {
    Set<Long> made = ConcurrentHashMap.newKeySet();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (long attempt = 1; attempt <= 20; attempt++) {
        long id = attempt;
        threads.execute(
            () ->
                made.add(
                    database.transact(
                        handle ->
                            IdempotencyKeys.claim(handle, 1, "key", StringValue.of("body"), id, 0)
                                .orElse(id))));
      }
    }
    assertThat(made).hasSize(1);
    assertThat(
            catchThrowable(
                () ->
                    database.transact(
                        handle ->
                            IdempotencyKeys.claim(
                                handle, 1, "key", StringValue.of("other"), 99, 0))))
        .isInstanceOfSatisfying(
            TwiteException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED));
  }

  @Test
  void inboxTakesAnEventOnce() {
    assertThat(accept("group")).isTrue();
    assertThat(accept("group")).isFalse();
    assertThat(accept("other")).isTrue();
  }

  private static boolean accept(String group) {
    return database.<Boolean>transact(handle -> Inbox.accept(handle, group, 5, 0));
  }

  private static int sleepers() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT count(*) FROM pg_stat_activity
                    WHERE query = 'SELECT pg_sleep(60)' AND state = 'active'
                    """)
                .mapTo(Integer.class)
                .one());
  }

  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
