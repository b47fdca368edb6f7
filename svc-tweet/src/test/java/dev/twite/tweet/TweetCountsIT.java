package dev.twite.tweet;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.tweet.TweetFixture.as;
import static dev.twite.tweet.TweetFixture.parallel;
import static dev.twite.tweet.TweetFixture.refused;
import static dev.twite.tweet.TweetFixture.relation;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.tweet.v1.CreateTweetRequest;
import dev.twite.proto.tweet.v1.ListBookmarksRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.tweet.TweetFixture.Published;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
