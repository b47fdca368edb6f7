package dev.twite.feed.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Singleton;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.redis.RedisModule;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.feed.FeedConfig;
import dev.twite.feed.store.TimelinePage.Found;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One timeline under everything that can happen to it, in random order. Each operation of the
 * service is a row of steps; the steps of many operations run interleaved at random, as those of
 * many processes would. Whenever all operations have ended the timeline must equal the truth.
 */
class TimelineSimulationIT {
  private static final int CAP = 12;
  private static final int SLACK = 3;
  private static final int STEPS = 40_000;
  private static final long ME = 1;
  private static final List<Long> AUTHORS = List.of(2L, 3L, 4L, 5L);

  private static Cluster cluster;
  private static TimelineStore store;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  // The truth.
  private final TreeMap<Long, Long> tweets = new TreeMap<>(Comparator.reverseOrder());
  private final Set<Long> following = new HashSet<>();
  private long clock = 1L << 60;

  // What is under way. The follow events of one user are in order.
  private final List<Deque<Runnable>> running = new ArrayList<>();
  private final Deque<Deque<Runnable>> followEvents = new ArrayDeque<>();
  private int quiet;
  private int complete;
  private int cut;

  @BeforeAll
  static void start() throws Exception {
    cluster = new Cluster(new TestEnv().redis());
    store = cluster.start(new StoreOnly()).get(TimelineStore.class);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void aTimelineEqualsTheTruthAfterAnyInterleaving_R5() {
    System.out.println("TimelineSimulationIT: -Dseed=" + seed);
    for (int step = 0; step < STEPS; step++) {
      if (random.nextInt(4) == 0) {
        begin();
      } else {
        advance();
      }
      checkForm();
      if (random.nextInt(60) == 0) {
        drain();
        checkTruth();
      }
    }
    // The run met what it is about.
    assertThat(quiet).isGreaterThan(100);
    assertThat(complete).isGreaterThan(10);
    assertThat(cut).isGreaterThan(10);
  }

  private void begin() {
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> follow(AUTHORS.get(random.nextInt(AUTHORS.size())));
      case 3, 4 -> unfollow(AUTHORS.get(random.nextInt(AUTHORS.size())));
      case 5, 6, 7 -> rebuild();
      case 8 -> {
        if (random.nextInt(5) == 0) {
          store.drop(ME);
        }
      }
      case 9 -> replay();
      default -> tweet();
    }
  }

  /** One, or a few of an author that are pushed together. */
  private void tweet() {
    clock += 10;
    long author = random.nextInt(4) == 0 ? ME : AUTHORS.get(random.nextInt(AUTHORS.size()));
    List<TimelineEntry> made = new ArrayList<>();
    for (int left = random.nextInt(3) == 0 ? 3 : 1; left > 0; left--) {
      // Ids are given before the commit, so commits come in another order.
      long id = clock - random.nextInt(200);
      if (tweets.putIfAbsent(id, author) == null) {
        made.add(new TimelineEntry(id, author));
      }
    }
    if (!made.isEmpty()) {
      fanOut(made);
      if (random.nextInt(3) == 0) {
        made.add(made.getFirst());
        fanOut(made);
      }
    }
  }

  /** An old event again. */
  private void replay() {
    if (!tweets.isEmpty()) {
      List<Long> ids = List.copyOf(tweets.keySet());
      long id = ids.get(random.nextInt(ids.size()));
      fanOut(List.of(new TimelineEntry(id, tweets.get(id))));
    }
  }

  private void fanOut(List<TimelineEntry> some) {
    List<TimelineEntry> entries = List.copyOf(some);
    long author = entries.getFirst().authorId();
    boolean[] reaches = {false};
    run(
        () -> reaches[0] = author == ME || following.contains(author),
        () -> {
          if (reaches[0]) {
            store.push(entries, List.of(ME, 99L));
          }
        });
  }

  private void follow(long author) {
    if (following.add(author)) {
      List<List<TimelineEntry>> read = new ArrayList<>();
      followEvents.add(
          steps(
              () -> store.admit(ME, author),
              () -> read.add(read(Set.of(author))),
              () -> store.backFill(ME, read.getFirst(), read.getFirst().size() < CAP)));
    }
  }

  private void unfollow(long author) {
    if (following.remove(author)) {
      followEvents.add(steps(() -> store.remove(ME, author)));
    }
  }

  private void rebuild() {
    long token = random.nextLong(1, Long.MAX_VALUE);
    List<Set<Long>> authors = new ArrayList<>();
    List<List<TimelineEntry>> read = new ArrayList<>();
    boolean[] ours = {false};
    boolean dies = random.nextInt(6) == 0;
    Deque<Runnable> steps =
        steps(
            () -> ours[0] = store.begin(ME, token) == TimelineStore.Begin.OURS,
            () -> {
              Set<Long> now = new HashSet<>(following);
              now.add(ME);
              authors.add(now);
            },
            () -> read.add(read(authors.getFirst())));
    if (random.nextInt(5) == 0) {
      // So slow that more is pushed meanwhile than a timeline holds.
      steps.addAll(Collections.nCopies(40, () -> {}));
    }
    if (random.nextInt(4) == 0) {
      // So slow that its lease runs out.
      steps.add(() -> store.abandon(ME, token));
      steps.addAll(Collections.nCopies(20, () -> {}));
    }
    steps.add(
        () -> {
          if (ours[0] && !dies) {
            store.finish(ME, token, read.getFirst(), read.getFirst().size() < CAP);
          }
        });
    // The lease of one that died runs out in the end.
    steps.add(() -> store.abandon(ME, token));
    running.add(steps);
  }

  private List<TimelineEntry> read(Set<Long> authors) {
    return tweets.entrySet().stream()
        .filter(tweet -> authors.contains(tweet.getValue()))
        .limit(CAP)
        .map(tweet -> new TimelineEntry(tweet.getKey(), tweet.getValue()))
        .toList();
  }

  private void run(Runnable... steps) {
    running.add(steps(steps));
  }

  private static Deque<Runnable> steps(Runnable... steps) {
    return new ArrayDeque<>(List.of(steps));
  }

  private boolean advance() {
    int choices = running.size() + (followEvents.isEmpty() ? 0 : 1);
    if (choices == 0) {
      return false;
    }
    int choice = random.nextInt(choices);
    if (choice == running.size()) {
      followEvents.getFirst().removeFirst().run();
      if (followEvents.getFirst().isEmpty()) {
        followEvents.removeFirst();
      }
    } else {
      running.get(choice).removeFirst().run();
      if (running.get(choice).isEmpty()) {
        running.remove(choice);
      }
    }
    return true;
  }

  private void drain() {
    while (advance()) {
      checkForm();
    }
  }

  private void checkForm() {
    if (store.read(ME, 0, 1000) instanceof Found found) {
      List<Long> ids = found.entries().stream().map(TimelineEntry::tweetId).toList();
      assertThat(ids)
          .as("seed %d", seed)
          .isSortedAccordingTo(Comparator.reverseOrder())
          .doesNotHaveDuplicates()
          .hasSizeLessThanOrEqualTo(CAP + SLACK)
          .allMatch(id -> id > 0);
    }
  }

  private void checkTruth() {
    quiet++;
    if (!(store.read(ME, 0, 1000) instanceof Found found)) {
      return;
    }
    Set<Long> authors = new HashSet<>(following);
    authors.add(ME);
    long end = found.complete() ? 0 : found.entries().getLast().tweetId();
    List<TimelineEntry> truth =
        tweets.entrySet().stream()
            .filter(tweet -> authors.contains(tweet.getValue()))
            .filter(tweet -> tweet.getKey() >= end)
            .map(tweet -> new TimelineEntry(tweet.getKey(), tweet.getValue()))
            .toList();
    assertThat(found.entries()).as("seed %d", seed).isEqualTo(truth);
    if (found.complete()) {
      complete++;
    } else {
      cut++;
    }
    checkPages(found);
    if (random.nextInt(8) == 0) {
      forgetOldTweets();
    }
  }

  /** Whatever the cursor, a page is the part of the list after it. */
  private void checkPages(Found all) {
    long before = clock + 100 - random.nextInt(400);
    int count = random.nextInt(1, 8);
    Found page = (Found) store.read(ME, before, count);
    assertThat(page.entries())
        .isEqualTo(
            all.entries().stream().filter(entry -> entry.tweetId() < before).limit(count).toList());
    assertThat(page.complete()).isEqualTo(all.complete());
  }

  /** A new life: few tweets, so that complete timelines occur. */
  private void forgetOldTweets() {
    tweets.clear();
    store.drop(ME);
  }

  /** Redis and the store, no doors. */
  private record StoreOnly() implements ServiceSpec {
    @Override
    public String name() {
      return "feed";
    }

    @Override
    public Module module(ConfigReader config) {
      ConfigReader small =
          new ConfigReader(
              "feed",
              java.util.Map.of(
                  "TWITE_FEED_CAP", Integer.toString(CAP),
                  "TWITE_FEED_SLACK", Integer.toString(SLACK)));
      FeedConfig feed = FeedConfig.from(small);
      return Modules.combine(
          new RedisModule(config),
          new AbstractModule() {
            @Override
            protected void configure() {
              bind(FeedConfig.class).toInstance(feed);
              bind(TimelineStore.class).in(Singleton.class);
            }
          });
    }
  }
}
