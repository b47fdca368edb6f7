package dev.twite.bench.race;

import dev.twite.bench.BenchException;
import dev.twite.bench.Person;
import dev.twite.bench.Timings;
import dev.twite.bench.race.Row.Goal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * From a tweet's 201 until a follower's home timeline has it, by REST, while 100 tweets a second go
 * to 40 followers each. Every fifth tweet is watched, looking every 2 ms: which ones is up to their
 * number alone, so that a feed that stalls can't keep those it delays from being watched.
 */
final class FreshUnderLoad {
  private static final double RATE = 100;
  private static final int WRITERS = 16;
  private static final int WATCHED_ONE_IN = 5;
  private static final Goal P50 = new Goal(Goal.Kind.MOST, 15);
  private static final Goal P99 = new Goal(Goal.Kind.MOST, 60);

  private final Ground ground;
  private final Timings timings = new Timings("fresh");

  FreshUnderLoad(Ground ground) {
    this.ground = ground;
  }

  List<Row> run() {
    List<Double> p50 = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    post(Duration.ofSeconds(2), new Timings("warm"));
    for (int i = 0; i < ground.plan().rounds(); i++) {
      Timings round = new Timings("fresh");
      post(ground.plan().round().plusSeconds(1), round);
      p50.add(round.millis(50));
      p99.add(round.millis(99));
      for (long missed = round.errors(); missed > 0; missed--) {
        timings.failed();
      }
      ground.say(
          "round %d: p50 %.1f ms, p99 %.1f ms, %d seen, %d not",
          i + 1, round.millis(50), round.millis(99), round.count(), round.errors());
    }
    String what = " of 201 to visible by REST, 100 tweets/s to 40 followers each";
    return List.of(
        Row.of("p50" + what, "ms", p50, P50, timings.errors()),
        Row.of("p99" + what, "ms", p99, P99, timings.errors()));
  }

  /** Posts evenly from several connections; waits for those that are watched. */
  private void post(Duration time, Timings round) {
    long begin = System.nanoTime();
    long total = (long) (RATE * time.toMillis() / 1e3);
    List<Thread> writers = new ArrayList<>();
    try (ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        writers.add(Thread.ofPlatform().start(() -> write(writer, begin, total, round, watchers)));
      }
      for (Thread writer : writers) {
        writer.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted", interrupted);
    }
  }

  /** Drawn by the number, yet not in step with the voices, who take turns. */
  static boolean isWatched(long number) {
    return new SplittableRandom(number).nextInt(WATCHED_ONE_IN) == 0;
  }

  private void write(int writer, long begin, long total, Timings round, ExecutorService watchers) {
    long number = writer;
    try (WireConnection connection = new WireConnection(ground.stage().url())) {
      for (; number < total; number += WRITERS) {
        WireLoad.sleepUntil(begin + (long) (number * 1e9 / RATE));
        int voice = (int) (number % ground.cast().voices().size());
        Person author = ground.cast().voices().get(voice);
        Optional<NewTweet> tweet = NewTweet.post(connection, author, Texts.next());
        if (tweet.isEmpty()) {
          round.failed();
        } else if (isWatched(number)) {
          List<Person> followers = ground.cast().followersOfVoice(voice);
          Person follower = followers.get(ThreadLocalRandom.current().nextInt(followers.size()));
          watchers.execute(() -> tweet.get().await(ground.stage().url(), home(follower), round));
        }
      }
    } catch (IOException broken) {
      round.failed();
      // What it was to write and to have watched after.
      for (number += WRITERS; number < total; number += WRITERS) {
        if (isWatched(number)) {
          round.failed();
        }
      }
    }
  }

  private static byte[] home(Person reader) {
    return WireConnection.request("GET", "/v1/timelines/home?limit=20", reader.accessToken(), null);
  }
}
