package dev.twite.tweet;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.within;
import static dev.twite.tweet.TweetFixture.parallel;
import static dev.twite.tweet.TweetFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import dev.twite.common.db.Database;
import dev.twite.common.error.Outages;
import dev.twite.common.kafka.Topic;
import dev.twite.common.outbox.Outbox;
import dev.twite.proto.events.v1.TweetEdited;
import dev.twite.proto.tweet.v1.CreateTweetRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.tweet.TweetFixture.Published;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is acknowledged, and what is told of it. */
class TweetEventsIT {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static TweetFixture on;

  @BeforeAll
  static void start() throws Exception {
    on = new TweetFixture();
  }

  @AfterAll
  static void stop() {
    on.close();
  }

  @Test
  void aThousandCreatesWithRepeatedKeysMakeOneTweetAKey_R2() throws Exception {
    long author = 20;
    List<Callable<Map.Entry<Integer, Tweet>>> tasks = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      int key = i % 250;
      tasks.add(() -> Map.entry(key, on.create(author, keyed(key, "Keyed " + key))));
    }
    Collections.shuffle(tasks, new Random(1));
    Map<Integer, Set<Long>> ids = new HashMap<>();
    for (Map.Entry<Integer, Tweet> made : parallel(16, tasks)) {
      assertThat(made.getValue().getText()).isEqualTo("Keyed " + made.getKey());
      ids.computeIfAbsent(made.getKey(), key -> new HashSet<>()).add(made.getValue().getId());
    }
    assertThat(ids).hasSize(250).allSatisfy((key, made) -> assertThat(made).hasSize(1));
    assertThat(on.count("SELECT count(*) FROM tweet WHERE author_id = ?", author)).isEqualTo(250);
    assertThat(refused(() -> on.create(author, keyed(1, "Another text"))))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
  }

  private static CreateTweetRequest.Builder keyed(int key, String text) {
    return CreateTweetRequest.newBuilder().setText(text).setIdempotencyKey("key-" + key);
  }

  @Test
  void aDeletedTweetDoesNotComeBackByItsKey_R7() {
    Tweet made = on.create(21, keyed(1, "Once"));
    on.delete(21, made.getId());
    assertThat(refused(() -> on.create(21, keyed(1, "Once")))).isEqualTo("TWEET_NOT_FOUND");
  }

  @Test
  void whatASlowTransactionWroteFirstAndCommitsLastIsPublished_R3() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch commit = new CountDownLatch(1);
    try (ExecutorService slow = Executors.newSingleThreadExecutor()) {
      Future<Boolean> t1 =
          slow.submit(
              () ->
                  on.get(Database.class)
                      .transact(
                          handle -> {
                            on.get(Outbox.class)
                                .append(handle, Topic.TWEET, 77, TweetEdited.getDefaultInstance());
                            written.countDown();
                            return await(commit);
                          }));
      assertThat(await(written)).isTrue();
      Tweet second = on.create(30, "Wrote second, commits first");
      eventually(() -> assertThat(publishedKeys()).contains(second.getId()).doesNotContain(77L));
      commit.countDown();
      assertThat(t1.get()).isTrue();
    }
    eventually(() -> assertThat(publishedKeys()).contains(77L));
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void twoThousandConcurrentInsertsAreAllPublished_R3() throws Exception {
    List<Callable<Long>> tasks = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      long author = 1_000L + i % 50;
      String text = "Insert " + i;
      tasks.add(() -> on.create(author, text).getId());
    }
    Set<Long> made = new HashSet<>(parallel(16, tasks));
    assertThat(made).hasSize(2_000);
    within(LONG, () -> assertThat(on.outboxIsEmpty()).isTrue());
    List<Long> created =
        on.published().stream()
            .filter(event -> event.type().equals("TweetCreated"))
            .map(Published::key)
            .filter(made::contains)
            .toList();
    assertThat(new HashSet<>(created)).isEqualTo(made);
  }

  @Test
  void theLastWordOnADeletedTweetIsItsDeletion_R7() throws Exception {
    List<Callable<Long>> tasks = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      String text = "Pair " + i;
      tasks.add(() -> createAndDelete(text));
    }
    // The relay loses its lead again and again, and once the whole service goes down and up.
    for (int i = 1; i <= 8; i++) {
      tasks.add(i * 110, TweetEventsIT::killRelay);
    }
    tasks.add(500, TweetEventsIT::restart);
    Set<Long> pairs = new HashSet<>(parallel(8, tasks));
    pairs.remove(0L);
    assertThat(pairs).hasSize(1_000);
    within(LONG, () -> assertThat(on.outboxIsEmpty()).isTrue());
    Map<Long, String> last =
        on.published().stream()
            .filter(event -> pairs.contains(event.key()))
            .collect(Collectors.toMap(Published::key, Published::type, (a, b) -> b));
    assertThat(last).hasSize(1_000);
    assertThat(last.values()).containsOnly("TweetDeleted");
    for (List<Long> part : Lists.partition(List.copyOf(pairs), 200)) {
      assertThat(on.read(50, part.toArray(Long[]::new))).isEmpty();
    }
  }

  private static long createAndDelete(String text) {
    CreateTweetRequest.Builder request =
        CreateTweetRequest.newBuilder().setText(text).setIdempotencyKey(text);
    long id = persistently(() -> on.create(50, request).getId());
    persistently(() -> on.read(0, id));
    return persistently(
        () -> {
          try {
            on.delete(50, id);
          } catch (RuntimeException refused) {
            // A retry after a cut answer finds it gone.
            if (Outages.isOutage(refused) || !on.read(50, id).isEmpty()) {
              throw refused;
            }
          }
          return id;
        });
  }

  /** As a client that retries while the service is away. */
  private static <R> R persistently(Callable<R> call) {
    List<R> result = new ArrayList<>();
    within(LONG, () -> result.add(call.call()));
    return result.getFirst();
  }

  private static long killRelay() {
    return persistently(
        () -> {
          long killed =
              on.count(
                  """
                  SELECT count(*) FROM (
                    SELECT pg_terminate_backend(pid) FROM pg_locks
                    WHERE locktype = 'advisory' AND granted AND mode = 'ExclusiveLock'
                      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                  ) AS killed
                  """);
          assertThat(killed).isPositive();
          return 0L;
        });
  }

  private static long restart() throws Exception {
    on.restart();
    return 0;
  }

  private static List<Long> publishedKeys() {
    return on.published().stream().map(Published::key).toList();
  }
}
