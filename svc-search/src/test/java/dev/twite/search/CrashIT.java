package dev.twite.search;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.OwnProcess;
import dev.twite.common.testing.TestEnv;
import dev.twite.search.testing.IndexDump;
import dev.twite.search.testing.OwnIndex;
import dev.twite.search.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process, really killed, in the middle of indexing. */
@Tag("verify")
class CrashIT {
  private static final int KILLS = 20;
  private static final int EACH = 300;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void twentyKillsWhileIndexingLoseAndDoubleNothing_R18() throws Exception {
    TestEnv env =
        new TestEnv()
            .kafka()
            .set("SEARCH_DIR", folder.resolve("index").toString())
            .set("SEARCH_COMMIT_EVERY", "150ms")
            .set("SEARCH_REFRESH_EVERY", "20ms")
            .set("GRPC_DEADLINE", "15s");
    try (World world = new World(env);
        OwnProcess process =
            new OwnProcess(env, "search", SearchMain.class)
                .neighbour("tweet", world.owners.tweet)
                .neighbour("profile", world.owners.profile)
                .neighbour("like", world.owners.like)
                .neighbour("follow", world.owners.follow)) {
      process.start();
      int scans = world.owners.scans.get();
      Random random = new Random(18);
      long author = world.join("crash_ann", "Ann", "");
      List<Long> tweets = new ArrayList<>();
      for (int kill = 0; kill < KILLS; kill++) {
        int before = tweets.size();
        for (int i = 0; i < EACH; i++) {
          act(world, author, tweets, random);
        }
        Set<Long> fresh =
            new TreeSet<>(tweets.subList(Math.min(before, tweets.size()), tweets.size()));
        int enough = random.nextInt(fresh.size() + 1);
        // Somewhere in the middle: so many are found; some are committed, the rest is on its way.
        try (OwnIndex index = new OwnIndex(env, process.grpcPort())) {
          within(
              PATIENCE,
              () -> {
                Set<Long> found = index.all("crashing");
                found.retainAll(fresh);
                assertThat(found).hasSizeGreaterThanOrEqualTo(enough);
              });
        }
        process.kill();
        checkClean();
        process.start();
      }
      world.flush();
      try (OwnIndex index = new OwnIndex(env, process.grpcPort())) {
        within(PATIENCE, () -> assertThat(index.all("crashing")).isEqualTo(ids(world)));
        long liked = tweets.getLast();
        world.like(liked, 1_000_000);
        world.flush();
        within(PATIENCE, () -> assertThat(index.all("min_likes:1000000")).isEqualTo(Set.of(liked)));
        within(PATIENCE, () -> assertThat(index.all("min_likes:1")).isEqualTo(liked(world)));
      }
      assertThat(world.owners.scans.get()).as("never built anew").isEqualTo(scans);
    }
    checkClean();
    assertThat(IndexDump.of(folder.resolve("index"))).isNotEmpty();
  }

  private static void act(World world, long author, List<Long> tweets, Random random) {
    int what = tweets.size() < 10 ? 0 : random.nextInt(10);
    if (what < 6) {
      tweets.add(world.tweet(author, "crashing number " + tweets.size()));
      return;
    }
    long id = tweets.get(random.nextInt(tweets.size()));
    if (what < 7) {
      world.edit(id, "crashing anew " + tweets.size());
    } else if (what < 8) {
      tweets.remove(id);
      world.owners.likes.remove(id);
      world.delete(id);
    } else {
      world.like(id, 1 + random.nextInt(100));
    }
  }

  private void checkClean() throws Exception {
    try (Directory directory = FSDirectory.open(folder.resolve("index"));
        CheckIndex check = new CheckIndex(directory)) {
      assertThat(check.checkIndex().clean).as("CheckIndex").isTrue();
    }
  }

  private static Set<Long> ids(World world) {
    return new TreeSet<>(world.owners.tweets.keySet());
  }

  private static Set<Long> liked(World world) {
    Set<Long> liked = new TreeSet<>();
    for (Map.Entry<Long, Long> entry : world.owners.likes.entrySet()) {
      if (entry.getValue() > 0) {
        liked.add(entry.getKey());
      }
    }
    return liked;
  }
}
