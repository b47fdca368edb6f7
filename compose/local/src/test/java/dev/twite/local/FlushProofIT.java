package dev.twite.local;

import static dev.twite.common.testing.Eventually.inTime;
import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.TimedTest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Redis loses everything while people read. */
@Tag("verify")
class FlushProofIT {
  private static final int READERS = 1_000;
  private static final int AUTHORS = 20;
  private static final int TWEETS_EACH = 10;

  @TempDir Path folder;

  @TimedTest
  void flushedTimelinesComeBackEqualWithoutAnError_R20() throws Exception {
    // Cheap passwords: registering a thousand people is not what is proved here.
    try (Town town = Town.oneProcess(folder, Town.PATIENT);
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Resident> authors = moveIn(town, threads, AUTHORS, "author");
      List<Resident> readers = moveIn(town, threads, READERS, "reader");
      each(
          threads,
          readers,
          reader -> {
            int first = Math.floorMod(reader.id().hashCode(), AUTHORS);
            for (int i = 0; i < 5; i++) {
              reader.follow(authors.get((first + i) % AUTHORS));
            }
          });
      for (int i = 0; i < TWEETS_EACH; i++) {
        for (Resident author : authors) {
          author.tweet("tweet " + i);
        }
      }
      Map<String, List<String>> before = new HashMap<>();
      within(
          Duration.ofMinutes(5),
          () -> {
            before.clear();
            for (Resident reader : readers) {
              List<String> home = reader.all("/v1/timelines/home");
              assertThat(home).hasSize(5 * TWEETS_EACH);
              before.put(reader.id(), home);
            }
          });

      try (Jedis redis = new Jedis(URI.create(town.redis()))) {
        redis.flushAll();
      }
      long flushed = System.nanoTime();
      // all() fails on any status but 200.
      each(
          threads,
          readers,
          reader ->
              assertThat(reader.all("/v1/timelines/home")).isEqualTo(before.get(reader.id())));
      inTime(Duration.ofSeconds(60), flushed);
      try (Jedis redis = new Jedis(URI.create(town.redis()))) {
        assertThat(readers.stream().filter(reader -> redis.exists("tl:" + reader.id())).count())
            .as("timelines in Redis again")
            .isEqualTo(READERS);
      }
    }
  }

  private interface Action {
    void with(Resident resident) throws Exception;
  }

  private static List<Resident> moveIn(Town town, ExecutorService threads, int count, String name)
      throws Exception {
    List<Future<Resident>> moving = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      moving.add(threads.submit(() -> Resident.moveIn(town.url(), name)));
    }
    List<Resident> all = new ArrayList<>();
    for (Future<Resident> done : moving) {
      all.add(done.get());
    }
    return all;
  }

  private static void each(ExecutorService threads, List<Resident> residents, Action action)
      throws Exception {
    List<Future<?>> doing = new ArrayList<>();
    for (Resident resident : residents) {
      doing.add(
          threads.submit(
              () -> {
                action.with(resident);
                return null;
              }));
    }
    for (Future<?> done : doing) {
      done.get();
    }
  }
}
