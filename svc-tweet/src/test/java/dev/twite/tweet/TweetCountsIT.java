package dev.twite.tweet;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.tweet.TweetFixture.as;
import static dev.twite.tweet.TweetFixture.parallel;
import static dev.twite.tweet.TweetFixture.refused;
import static dev.twite.tweet.TweetFixture.relation;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.twite.common.db.Database;
import dev.twite.common.live.LiveChannel;
import dev.twite.common.live.LiveMessage;
import dev.twite.common.reconcile.ReconcileHandler;
import dev.twite.common.reconcile.ReconcileResult;
import dev.twite.common.redis.Redis;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.live.v1.LiveEvent;
import dev.twite.proto.tweet.v1.CreateTweetRequest;
import dev.twite.proto.tweet.v1.ListBookmarksRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.tweet.TweetFixture.Published;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Jedis;

/** Retweets, bookmarks and counts under parallel use. */
class TweetCountsIT {
  private static final String DRIFT =
      """
      SELECT count(*) FROM tweet AS t LEFT JOIN tweet_counts AS c ON c.tweet_id = t.id
      WHERE coalesce(c.retweets, 0) <> (SELECT count(*) FROM tweet WHERE retweet_of_id = t.id)
         OR coalesce(c.replies, 0) <> (SELECT count(*) FROM tweet WHERE reply_to_id = t.id)
         OR coalesce(c.quotes, 0) <> (SELECT count(*) FROM tweet WHERE quote_of_id = t.id)
      """;
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
  void countsEqualTheRowsAfterParallelRetweetsAndReplies_R6() throws Exception {
    List<Tweet> targets = List.of(on.create(1, "a"), on.create(1, "b"), on.create(2, "c"));
    Random random = new Random(7);
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      long user = 100L + random.nextInt(20);
      long id = targets.get(random.nextInt(3)).getId();
      tasks.add(
          switch (random.nextInt(4)) {
            case 0 -> () -> on.retweet(user, id).getRetweeted();
            case 1 -> () -> !unretweet(user, id).getRetweeted();
            case 2 -> () -> replyAndDelete(user, id);
            default -> () -> quoteAndReply(user, id, targets.getFirst().getId());
          });
    }
    parallel(12, tasks);
    assertThat(on.count(DRIFT)).isZero();
    for (Tweet target : targets) {
      Tweet read = unretweet(999, target.getId());
      assertThat(read.getRetweetsCount())
          .isEqualTo(on.count("SELECT count(*) FROM tweet WHERE retweet_of_id = ?", read.getId()));
      assertThat(read.getRepliesCount())
          .isEqualTo(on.count("SELECT count(*) FROM tweet WHERE reply_to_id = ?", read.getId()));
      assertThat(read.getQuotesCount()).isPositive();
    }
    assertThat(on.count("SELECT count(*) FROM tweet_counts WHERE retweets < 0 OR replies < 0"))
        .isZero();
  }

  private static boolean replyAndDelete(long user, long id) {
    on.delete(user, on.reply(user, id, "Soon gone").getId());
    return true;
  }

  private static boolean quoteAndReply(long user, long quoted, long parent) {
    CreateTweetRequest.Builder request =
        CreateTweetRequest.newBuilder().setText("Both").setQuoteOfId(quoted).setReplyToId(parent);
    return on.create(user, request).getQuoteOf().getId() == quoted;
  }

  @Test
  void aCountIsRightStraightAfterOnesOwnWrite() {
    Tweet tweet = on.create(1, "Counted");
    for (int user = 301; user <= 310; user++) {
      assertThat(on.read(user, tweet.getId()).getFirst().getRetweetsCount()).isEqualTo(user - 301);
      assertThat(on.retweet(user, tweet.getId()).getRetweetsCount()).isEqualTo(user - 300);
      Tweet read = on.read(user, tweet.getId()).getFirst();
      assertThat(read.getRetweetsCount()).isEqualTo(user - 300);
      assertThat(read.getRetweeted()).isTrue();
      assertThat(on.read(0, tweet.getId()).getFirst().getRetweeted()).isFalse();
    }
    assertThat(unretweet(305, tweet.getId()).getRetweetsCount()).isEqualTo(9);
    assertThat(on.read(305, tweet.getId()).getFirst().getRetweetsCount()).isEqualTo(9);
  }

  @Test
  void fiftyParallelRetweetsAndBookmarksByOneAreOne() throws Exception {
    Tweet tweet = on.create(1, "Popular");
    assertThat(fiftyTimes(() -> on.retweet(400, tweet.getId())))
        .allMatch(read -> read.getRetweetsCount() == 1 && read.getRetweeted());
    assertThat(fiftyTimes(() -> bookmark(400, tweet.getId()))).allMatch(Tweet::getBookmarked);
    assertThat(
            as(
                400,
                () ->
                    on.tweets
                        .listBookmarks(ListBookmarksRequest.newBuilder().setLimit(10).build())
                        .getTweetsList()))
        .extracting(Tweet::getId)
        .containsExactly(tweet.getId());
    assertThat(fiftyTimes(() -> unretweet(400, tweet.getId())))
        .allMatch(read -> read.getRetweetsCount() == 0 && !read.getRetweeted());
    assertThat(as(400, () -> on.tweets.unbookmark(relation(tweet.getId()))).getBookmarked())
        .isFalse();
    eventually(() -> assertThat(on.outboxIsEmpty()).isTrue());
    assertThat(on.published().stream().filter(event -> isRetweetOf(event, tweet.getId())))
        .hasSize(1);
  }

  private static List<Tweet> fiftyTimes(Callable<Tweet> call) throws Exception {
    return parallel(10, Collections.nCopies(50, call));
  }

  private static boolean isRetweetOf(Published event, long id) {
    try {
      return event.type().equals("TweetCreated")
          && TweetCreated.parseFrom(event.payload()).getRetweetOfId() == id;
    } catch (InvalidProtocolBufferException broken) {
      throw new AssertionError(broken);
    }
  }

  @Test
  void driftIsFoundAndRepairedAndNothingElse_R6() {
    Tweet inflated = on.create(1, "Inflated");
    on.retweet(2, inflated.getId());
    on.reply(3, inflated.getId(), "Re");
    Tweet lost = on.create(1, "Lost");
    on.retweet(2, lost.getId());
    assertThat(reconcile(false).drifted()).isZero();
    execute(
        "UPDATE tweet_counts SET retweets = 9, quotes = 4 WHERE tweet_id = ?", inflated.getId());
    execute("DELETE FROM tweet_counts WHERE tweet_id = ?", lost.getId());
    execute("INSERT INTO tweet_counts VALUES (?, 1, 1, 1, 1)", 5L);

    assertThat(reconcile(false).drifted()).isEqualTo(3);
    assertThat(reconcile(true).repaired()).isEqualTo(3);
    assertThat(reconcile(false).drifted()).isZero();
    Tweet read = on.read(0, inflated.getId()).getFirst();
    assertThat(read.getRetweetsCount()).isEqualTo(1);
    assertThat(read.getRepliesCount()).isEqualTo(1);
    assertThat(read.getQuotesCount()).isZero();
    assertThat(on.count("SELECT retweets FROM tweet_counts WHERE tweet_id = ?", lost.getId()))
        .isEqualTo(1);
    assertThat(on.count("SELECT count(*) FROM tweet_counts WHERE tweet_id = 5")).isZero();
  }

  private static ReconcileResult reconcile(boolean repair) {
    return on.get(ReconcileHandler.class).run(repair).results().getFirst();
  }

  private static void execute(String sql, Object... args) {
    on.get(Database.class).run(handle -> handle.execute(sql, args));
  }

  @Test
  void whoWatchesATweetHearsItsCounts() throws Exception {
    Tweet tweet = on.create(1, "Watched");
    ConcurrentLinkedQueue<LiveEvent> heard = new ConcurrentLinkedQueue<>();
    try (Jedis redis = on.get(Redis.class).dedicated()) {
      BinaryJedisPubSub listener =
          new BinaryJedisPubSub() {
            @Override
            public void onMessage(byte[] channel, byte[] message) {
              LiveMessage.parse(message).map(LiveMessage::event).ifPresent(heard::add);
            }
          };
      byte[] channel = LiveChannel.tweet(tweet.getId()).key().getBytes(StandardCharsets.UTF_8);
      Thread thread = Thread.ofPlatform().start(() -> redis.subscribe(listener, channel));
      eventually(() -> assertThat(listener.isSubscribed()).isTrue());
      on.retweet(2, tweet.getId());
      on.delete(3, on.reply(3, tweet.getId(), "Re").getId());
      List<LiveEvent> counts = new ArrayList<>();
      eventually(
          () -> {
            counts.clear();
            heard.stream()
                .filter(event -> event.getType() == LiveEvent.Type.TWEET_COUNTS)
                .forEach(counts::add);
            assertThat(counts).hasSize(3);
          });
      assertThat(counts).extracting(LiveEvent::getRetweets).containsExactly(1L, 1L, 1L);
      assertThat(counts).extracting(LiveEvent::getReplies).containsExactly(0L, 1L, 0L);
      assertThat(counts).extracting(LiveEvent::getVersion).containsExactly(1L, 2L, 3L);
      assertThat(counts).noneMatch(LiveEvent::hasLikes);
      listener.unsubscribe();
      thread.join();
    }
  }

  @Test
  void whatIsDoneToARetweetIsDoneToItsOriginal() {
    Tweet original = on.create(1, "Original");
    on.retweet(2, original.getId());
    long retweet =
        on.count(
            "SELECT id FROM tweet WHERE author_id = 2 AND retweet_of_id = ?", original.getId());
    assertThat(on.retweet(3, retweet).getId()).isEqualTo(original.getId());
    assertThat(bookmark(3, retweet).getId()).isEqualTo(original.getId());
    assertThat(on.reply(3, retweet, "Re").getReplyToId()).isEqualTo(original.getId());
    assertThat(unretweet(3, retweet).getRetweetsCount()).isEqualTo(1);
    on.delete(2, retweet);
    assertThat(on.read(2, original.getId()).getFirst().getRetweetsCount()).isZero();
  }

  @Test
  void nothingIsDoneToWhatIsNotThere() {
    assertThat(refused(() -> on.retweet(1, 5))).isEqualTo("TWEET_NOT_FOUND");
    assertThat(refused(() -> unretweet(1, 5))).isEqualTo("TWEET_NOT_FOUND");
    assertThat(refused(() -> bookmark(1, 5))).isEqualTo("TWEET_NOT_FOUND");
  }

  private static Tweet unretweet(long user, long id) {
    return as(user, () -> on.tweets.unretweet(relation(id)));
  }

  private static Tweet bookmark(long user, long id) {
    return as(user, () -> on.tweets.bookmark(relation(id)));
  }
}
