package dev.twite.tweet;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.EventProducer;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.proto.events.v1.TweetRemoved;
import dev.twite.proto.events.v1.UserBanned;
import dev.twite.proto.events.v1.UserUnbanned;
import dev.twite.proto.tweet.v1.CreateTweetRequest;
import dev.twite.proto.tweet.v1.GetThreadRequest;
import dev.twite.proto.tweet.v1.ListOfTweetRequest;
import dev.twite.proto.tweet.v1.ListPublicRequest;
import dev.twite.proto.tweet.v1.ScanTweetsRequest;
import dev.twite.proto.tweet.v1.Tweet;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What moderators decide. */
class ModerationIT {
  private static final long CROOK = 700;
  private static final long READER = 701;
  private static final AtomicLong EVENTS = new AtomicLong(1);
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
  void whatABannedAccountWroteIsGoneFromEveryAnswerAndComesBack_S4() throws Exception {
    Tweet mine = on.create(READER, "Mine");
    Tweet theirs = on.create(CROOK, "Theirs");
    Tweet reply = on.reply(CROOK, mine.getId(), "Their reply");
    long retweet = retweet(READER, theirs.getId());
    Tweet quote =
        on.create(
            READER, CreateTweetRequest.newBuilder().setText("Look").setQuoteOfId(theirs.getId()));
    long crookRetweet = retweet(CROOK, mine.getId());
    // Hot from now on: a ban must not wait for the copies to expire.
    assertThat(on.read(READER, theirs.getId())).hasSize(1);

    publish(UserBanned.newBuilder().setUserId(CROOK).setVersion(1).build());

    eventually(() -> assertThat(on.read(READER, theirs.getId())).isEmpty());
    assertThat(on.read(0, theirs.getId(), reply.getId(), crookRetweet)).isEmpty();
    assertThat(on.read(READER, retweet)).isEmpty();
    Tweet lone = on.read(READER, quote.getId()).getFirst();
    assertThat(lone.hasQuoteOf()).isFalse();
    assertThat(thread(mine.getId())).isEmpty();
    assertThat(
            on.tweets
                .listPublic(ListPublicRequest.newBuilder().setLimit(50).build())
                .getTweetsList())
        .noneMatch(tweet -> tweet.getAuthorId() == CROOK);
    assertThat(
            on.tweets
                .listRetweeters(
                    ListOfTweetRequest.newBuilder().setId(mine.getId()).setLimit(10).build())
                .getUserIdsList())
        .isEmpty();
    assertThat(TweetFixture.refused(() -> on.reply(READER, theirs.getId(), "To nobody")))
        .isEqualTo("TWEET_NOT_FOUND");

    // The end of the ban came before, and is of another one.
    publish(UserUnbanned.newBuilder().setUserId(CROOK).setVersion(0).build());
    publish(UserUnbanned.newBuilder().setUserId(CROOK).setVersion(2).build());
    publish(UserBanned.newBuilder().setUserId(CROOK).setVersion(1).build());

    eventually(() -> assertThat(on.read(READER, theirs.getId())).hasSize(1));
    assertThat(on.read(READER, retweet)).hasSize(1);
    assertThat(on.read(READER, quote.getId()).getFirst().hasQuoteOf()).isTrue();
    assertThat(thread(mine.getId())).extracting(Tweet::getId).containsExactly(reply.getId());
  }

  @Test
  void aRemovedTweetIsDeletedAsIfItsAuthorHadOnce() throws Exception {
    Tweet tweet = on.create(702, "Too far");
    Tweet kept = on.create(702, "Fine");
    TweetRemoved removed = TweetRemoved.newBuilder().setTweetId(tweet.getId()).build();
    for (int i = 0; i < 2; i++) {
      publish(Topic.MODERATION, tweet.getId(), removed);
    }
    eventually(() -> assertThat(on.read(702, tweet.getId())).isEmpty());
    eventually(
        () ->
            assertThat(on.published())
                .filteredOn(event -> event.key() == tweet.getId())
                .extracting(TweetFixture.Published::type)
                .containsExactly("TweetCreated", "TweetDeleted"));
    assertThat(on.read(702, kept.getId())).hasSize(1);
  }

  @Test
  void onlySearchAndModerationScan_S1() {
    ScanTweetsRequest scan = ScanTweetsRequest.newBuilder().setLimit(1).build();
    assertThat(TweetFixture.refused(() -> on.tweets.scanTweets(scan))).isEqualTo("FORBIDDEN");
    assertThat(TweetFixture.refused(() -> on.asFeed.scanTweets(scan))).isEqualTo("FORBIDDEN");
  }

  /** The id of the retweet itself. */
  private static long retweet(long by, long original) {
    Tweet unused = on.retweet(by, original);
    return on.count("SELECT id FROM tweet WHERE author_id = ? AND retweet_of_id = ?", by, original);
  }

  private static List<Tweet> thread(long id) {
    return on.tweets
        .getThread(GetThreadRequest.newBuilder().setId(id).setLimit(10).build())
        .getReplies()
        .getTweetsList();
  }

  private static void publish(Message event) throws Exception {
    publish(Topic.USER, CROOK, event);
  }

  private static void publish(Topic topic, long key, Message event) throws Exception {
    assertThat(
            on.get(EventProducer.class)
                .send(
                    List.of(
                        EventCodec.encode(
                            topic.in(on.get(KafkaConfig.class)),
                            key,
                            new Event(EVENTS.getAndIncrement(), Instant.now(), event, "", "")))))
        .containsExactly(true);
  }
}
