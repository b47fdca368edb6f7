package dev.twite.search.figures;

import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.Eventually;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.events.v1.LikeCreated;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.search.v1.SearchTweetsRequest.Sort;
import dev.twite.proto.search.v1.TweetHits;
import dev.twite.search.store.Fields;
import dev.twite.search.store.SearchIndex;
import dev.twite.search.testing.Rig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.TermQuery;
import org.assertj.core.api.Assertions;

/** svc-search as it is, behind its gRPC, with a real Kafka before it. */
final class SearchEngine implements Engine, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int LONGEST_PAGE = 100;

  private final Rig rig;
  private final Path index;

  /**
   * How long the index took for all tweets, in seconds.
   *
   * @param left of how many the counts were not there yet when patience was over
   */
  record Indexed(double told, double findable, double counted, int left) {}

  SearchEngine(Path folder) throws Exception {
    rig = new Rig(folder, new TestEnv().kafka());
    index = folder.resolve("index");
  }

  /** Makes the authors known. */
  List<Long> join(int authors) {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < authors; i++) {
      ids.add(rig.world.join(Questions.handle(i), "Author " + i, ""));
    }
    String last = Questions.handle(authors - 1);
    rig.settled(() -> Assertions.assertThat(rig.users(0, last)).contains(ids.getLast()));
    return ids;
  }

  /** Tells of all tweets at once; returns when all are findable and their counts fetched. */
  Indexed index(List<TweetCreated> tweets, List<Integer> likes) {
    for (int i = 0; i < tweets.size(); i++) {
      rig.world.owners.keep(tweets.get(i));
      rig.world.owners.likes.put(tweets.get(i).getTweetId(), (long) likes.get(i));
    }
    long start = System.nanoTime();
    tweets.forEach(this::tell);
    rig.world.flush();
    double told = seconds(start);
    for (int i = 0; i < tweets.size(); i++) {
      if (likes.get(i) > 0) {
        long id = tweets.get(i).getTweetId();
        rig.world.tell(Topic.LIKE, id, LikeCreated.newBuilder().setTweetId(id).build());
      }
    }
    rig.world.flush();
    await(() -> findable() >= tweets.size());
    double findable = seconds(start);
    SearchIndex searched = rig.get(SearchIndex.class);
    while (searched.dirtyTweets().size() > 0 && seconds(start) < PATIENCE.toSeconds()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    double counted = seconds(start);
    int left = searched.dirtyTweets().size();
    searched.refresh();
    searched.commit();
    // Its owner would not keep them in this process.
    rig.world.owners.tweets.clear();
    return new Indexed(told, findable, counted, left);
  }

  /** Bytes of the index's folder. */
  long size() throws IOException {
    try (Stream<Path> files = Files.walk(index)) {
      return files.filter(Files::isRegularFile).mapToLong(SearchEngine::size).sum();
    }
  }

  /** Tells of a tweet, and returns when Kafka has it. */
  void write(TweetCreated tweet) {
    rig.world.owners.keep(tweet);
    tell(tweet);
    rig.world.flush();
  }

  /** The time until queries see a tweet, in nanoseconds; -1 when they don't in half a minute. */
  long untilFindable(long id, long start) {
    SearchIndex searched = rig.get(SearchIndex.class);
    while (!searched.hasTweet(id)) {
      if (seconds(start) > 30) {
        return -1;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    return System.nanoTime() - start;
  }

  @Override
  public List<Long> recent(Question question, int limit) {
    List<Long> ids = new ArrayList<>();
    String cursor = "";
    do {
      TweetHits page =
          rig.page(
              0,
              question.search(),
              Sort.RECENT,
              cursor,
              Math.min(limit - ids.size(), LONGEST_PAGE));
      ids.addAll(page.getTweetIdsList());
      cursor = page.getNextCursor();
    } while (!cursor.isEmpty() && ids.size() < limit);
    return ids;
  }

  @Override
  public List<Long> top(Question question) {
    return rig.page(0, question.search(), Sort.TOP, "", PAGE).getTweetIdsList();
  }

  @Override
  public void close() {
    rig.close();
  }

  private void tell(TweetCreated tweet) {
    rig.world.tell(Topic.TWEET, tweet.getTweetId(), tweet);
  }

  private int findable() {
    return rig.get(SearchIndex.class)
        .read(searcher -> searcher.count(new TermQuery(new Term(Fields.PUBLIC, "1"))));
  }

  private static void await(BooleanSupplier reached) {
    Eventually.within(PATIENCE, () -> Assertions.assertThat(reached.getAsBoolean()).isTrue());
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException merged) {
      return 0;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
