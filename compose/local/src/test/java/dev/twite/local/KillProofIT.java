package dev.twite.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything is killed, again and again, while people tweet. */
@Tag("verify")
class KillProofIT {
  private static final List<String> PARTS =
      List.of(
          "tweet", "postgres", "kafka", "redis", "feed", "gateway", "follow", "profile", "auth");
  private static final int KILLS = 20;
  private static final int TWEETS = 5_000;
  private static final int WRITERS = 8;

  @TempDir Path folder;

  /** Tweet id by text: what was acknowledged. */
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

  @Test
  void ackedTweetSurvivesKill_R1_andRetriesMakeNoSecond_R2() throws Exception {
    try (Town town = Town.split(folder, Map.of())) {
      List<Resident> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(Resident.moveIn(town.url(), "writer"));
      }
      Resident reader = Resident.moveIn(town.url(), "reader");
      for (Resident writer : writers) {
        reader.follow(writer);
      }
      AtomicBoolean killing = new AtomicBoolean(true);
      try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
        List<Future<?>> writing = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
          Resident writer = writers.get(i);
          String name = "w" + i;
          writing.add(threads.submit(() -> write(writer, name, killing)));
        }
        for (int kill = 0; kill < KILLS; kill++) {
          town.killAndRestart(PARTS.get(kill % PARTS.size()));
        }
        killing.set(false);
        for (Future<?> done : writing) {
          done.get();
        }
      }
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(TWEETS);
      assertNothingLostAndNothingTwice(writers);
      assertReaderSeesEveryTweetOnce(reader);
    }
  }

  /**
   * Goes on until the killing is over and its share is written; repeats each tweet until it is
   * taken.
   */
  private Void write(Resident writer, String name, AtomicBoolean killing)
      throws InterruptedException {
    for (int n = 0; killing.get() || n < TWEETS / WRITERS; n++) {
      String text = name + " says " + n;
      String key = UUID.randomUUID().toString();
      Resident.Answer answer = attempt(writer, text, key);
      while (answer.isRefusedForNow()) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        answer = attempt(writer, text, key);
      }
      assertThat(answer.status()).as(() -> "answer to " + text).isEqualTo(201);
      acknowledged.put(text, answer.body().path("id").asText());
    }
    return null;
  }

  private static Resident.Answer attempt(Resident writer, String text, String key)
      throws InterruptedException {
    try {
      return writer.post("/v1/tweets", Map.of("text", text), key);
    } catch (IOException cut) {
      return new Resident.Answer(503, com.fasterxml.jackson.databind.node.NullNode.getInstance());
    }
  }

  private void assertNothingLostAndNothingTwice(List<Resident> writers) throws Exception {
    Set<String> stored = new HashSet<>();
    int count = 0;
    for (Resident writer : writers) {
      List<String> ids = writer.all("/v1/users/" + writer.id() + "/tweets");
      count += ids.size();
      stored.addAll(ids);
    }
    assertThat(stored).as("lost").containsAll(acknowledged.values());
    assertThat(count).as("made twice").isEqualTo(acknowledged.size());
  }

  private void assertReaderSeesEveryTweetOnce(Resident reader) {
    dev.twite.common.testing.Eventually.within(
        Duration.ofMinutes(3),
        () ->
            assertThat(reader.all("/v1/timelines/home"))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(acknowledged.values()));
  }
}
