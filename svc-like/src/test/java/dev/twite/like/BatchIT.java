package dev.twite.like;

import static dev.twite.common.testing.Eventually.inTime;
import static dev.twite.common.testing.Eventually.within;
import static dev.twite.like.LikeFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TimedTest;
import dev.twite.common.testing.TooLate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many changes in one transaction, and what one of them can do to the others: nothing. */
class BatchIT {
  private static final int QUEUE = 320;

  private static LikeFixture on;
  private static ExecutorService callers;

  private final long tweet = on.newTweet();

  @BeforeAll
  static void start() throws Exception {
    on =
        new LikeFixture(
            new TestEnv()
                .postgres("like")
                .redis()
                .kafka()
                .set("LIKE_LANES", "1")
                .set("LIKE_QUEUE", Integer.toString(QUEUE)));
    callers = Executors.newVirtualThreadPerTaskExecutor();
  }

  @AfterAll
  static void stop() {
    callers.close();
    on.close();
  }

  @TimedTest
  void concurrentLikesOfATweetShareTransactions() throws Exception {
    List<Future<Long>> answers = new ArrayList<>();
    try (Held held = new Held(tweet)) {
      answers.add(later(on.newUser(), tweet));
      held.await(() -> assertThat(blocked()).isTrue());
      for (int i = 1; i < 300; i++) {
        answers.add(later(on.newUser(), tweet));
      }
      held.await(() -> assertThat(waiting()).isEqualTo(299));
      held.release();
    }
    for (Future<Long> answer : answers) {
      assertThat(answer.get()).isBetween(1L, 300L);
    }
    assertThat(on.rows(tweet)).isEqualTo(300);
    assertThat(on.countOf(tweet)).isEqualTo(300);
    assertThat(on.count("SELECT count(DISTINCT xmin::text) FROM likes WHERE tweet_id = ?", tweet))
        .isBetween(2L, 6L);
    assertThat(on.count("SELECT version FROM like_counts WHERE tweet_id = ?", tweet))
        .isLessThan(10);
  }

  @TimedTest
  void oneThatFailsFailsAlone() throws Exception {
    long bad = on.newUser();
    forbid(bad);
    List<Future<Long>> good = new ArrayList<>();
    Future<Long> refused;
    try (Held held = new Held(tweet)) {
      good.add(later(on.newUser(), tweet));
      held.await(() -> assertThat(blocked()).isTrue());
      for (int i = 0; i < 5; i++) {
        good.add(later(on.newUser(), tweet));
      }
      refused = later(bad, tweet);
      for (int i = 0; i < 5; i++) {
        good.add(later(on.newUser(), tweet));
      }
      held.await(() -> assertThat(waiting()).isEqualTo(11));
      held.release();
    }
    for (Future<Long> answer : good) {
      assertThat(answer.get()).isPositive();
    }
    assertThat(codeOf(refused)).isEqualTo(ErrorCode.INTERNAL);
    assertThat(on.countOf(tweet)).isEqualTo(11);
    assertThat(on.rows(tweet)).isEqualTo(11);
  }

  @Test
  void whatIsAskedAboutAPairInOneBatchHappensInItsOrder() {
    long user = on.newUser();
    Targets.Target target = new Targets.Target(tweet, 7);
    LikeChange like = LikeChange.like(target, user);
    LikeChange unlike = LikeChange.unlike(tweet, user);
    apply(like, unlike);
    assertThat(on.rows(tweet)).isZero();
    apply(unlike, like);
    assertThat(on.rows(tweet)).isEqualTo(1);
    apply(like, unlike, like, like, unlike);
    assertThat(on.rows(tweet)).isZero();
    apply(like, unlike, unlike, like);
    assertThat(on.rows(tweet)).isEqualTo(1);
    assertThat(on.count("SELECT count FROM like_counts WHERE tweet_id = ?", tweet)).isEqualTo(1);
  }

  @TimedTest
  void moreThanCanWaitAreRefusedAtOnceAndTheOthersServed_R13() throws Exception {
    List<Future<Long>> answers = new ArrayList<>();
    try (Held held = new Held(tweet)) {
      answers.add(later(on.newUser(), tweet));
      held.await(() -> assertThat(blocked()).isTrue());
      for (int i = 0; i < QUEUE + 40; i++) {
        answers.add(later(on.newUser(), tweet));
      }
      held.await(() -> assertThat(answers.stream().filter(Future::isDone).count()).isEqualTo(40));
      held.release();
    }
    int refused = 0;
    for (Future<Long> answer : answers) {
      ErrorCode code = codeOf(answer);
      if (code != null) {
        assertThat(code).isEqualTo(ErrorCode.OVERLOADED);
        refused++;
      }
    }
    assertThat(refused).isEqualTo(40);
    assertThat(on.countOf(tweet)).isEqualTo(QUEUE + 1);
  }

  @TimedTest
  void whatNobodyWaitsForAnyMoreIsNotDone_R12() throws Exception {
    long patient = on.newUser();
    long hasty = on.newUser();
    Future<Long> first;
    try (Held held = new Held(tweet)) {
      first = later(patient, tweet);
      held.await(() -> assertThat(blocked()).isTrue());
      assertFails(
          ErrorCode.DEADLINE_EXCEEDED,
          () ->
              Cluster.as(
                  hasty,
                  () ->
                      on.likes
                          .withDeadlineAfter(200, TimeUnit.MILLISECONDS)
                          .likeTweet(LikeFixture.request(tweet))));
      held.release();
    }
    assertThat(first.get()).isEqualTo(1);
    on.like(on.newUser(), tweet);
    assertThat(on.count("SELECT count(*) FROM likes WHERE user_id = ?", hasty)).isZero();
    assertThat(on.countOf(tweet)).isEqualTo(2);
  }

  private static void apply(LikeChange... changes) {
    LikeTransaction transaction = on.service.get(LikeTransaction.class);
    assertThat(
            on.database()
                .transact(handle -> transaction.apply(handle, List.of(changes)))
                .outcomes())
        .hasSize(changes.length);
  }

  private static Future<Long> later(long user, long tweet) {
    return callers.submit(() -> on.like(user, tweet).getLikesCount());
  }

  // Null when it succeeded.
  private static ErrorCode codeOf(Future<?> answer) throws InterruptedException {
    try {
      answer.get();
      return null;
    } catch (java.util.concurrent.ExecutionException failed) {
      TwiteException error = GrpcErrors.toError(failed.getCause());
      return error.code();
    }
  }

  private static int waiting() {
    return on.service.get(LikeBatcher.class).waiting();
  }

  /** Whether a transaction of the service waits for {@link Held}. */
  private static boolean blocked() {
    return on.count(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND usename = current_user
            """)
        > 0;
  }

  private static void forbid(long user) throws SQLException {
    Map<String, String> env = on.env.asMap();
    try (Connection owner =
        DriverManager.getConnection(
            env.get("TWITE_PG_URL"),
            env.get("TWITE_LIKE_PG_OWNER_USER"),
            env.get("TWITE_LIKE_PG_OWNER_PASSWORD"))) {
      owner
          .createStatement()
          .execute("ALTER TABLE likes ADD CONSTRAINT forbidden CHECK (user_id <> " + user + ")");
    }
  }

  /** The count of a tweet, locked as if another process were changing it. */
  private static final class Held implements AutoCloseable {
    private static final Duration HELD = Duration.ofSeconds(4);
    private final Connection connection;
    private final long since = System.nanoTime();

    Held(long tweet) throws SQLException {
      Map<String, String> env = on.env.asMap();
      connection =
          DriverManager.getConnection(
              env.get("TWITE_PG_URL"),
              env.get("TWITE_LIKE_PG_USER"),
              env.get("TWITE_LIKE_PG_PASSWORD"));
      connection.setAutoCommit(false);
      connection
          .createStatement()
          .execute(
              "INSERT INTO like_counts (tweet_id, count, version) VALUES (" + tweet + ", 0, 0)");
    }

    /** While it is held: not for as long as PostgreSQL lets a statement wait, five seconds. */
    void await(ThrowingCallable assertion) {
      try {
        within(HELD, assertion);
      } catch (AssertionError notYet) {
        throw new TooLate("Not while the count was held: " + notYet.getMessage());
      }
    }

    void release() throws SQLException {
      inTime(HELD, since);
      connection.rollback();
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
