package dev.twite.tweet;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.tweet.TweetFixture.as;
import static dev.twite.tweet.TweetFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.Cluster;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.tweet.v1.CreateTweetRequest;
import dev.twite.proto.tweet.v1.DeleteTweetRequest;
import dev.twite.proto.tweet.v1.Edit;
import dev.twite.proto.tweet.v1.EditTweetRequest;
import dev.twite.proto.tweet.v1.GetEditsRequest;
import dev.twite.proto.tweet.v1.GetTweetsRequest;
import dev.twite.proto.tweet.v1.HomeEntry;
import dev.twite.proto.tweet.v1.ListByAuthorRequest;
import dev.twite.proto.tweet.v1.ListHomeEntriesRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.Visibility;
import dev.twite.tweet.TweetFixture.Published;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The life of a tweet, through the door. */
class TweetServiceIT {
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
  void onlyWhatWasJustMadeAndQuotesNothingIsFresh() {
    CreateTweetRequest plain =
        CreateTweetRequest.newBuilder().setText("First").setIdempotencyKey("fresh").build();
    Tweet first = Cluster.as(95, () -> on.tweets.createTweet(plain));
    assertThat(first.getFresh()).isTrue();
    Tweet again = Cluster.as(95, () -> on.tweets.createTweet(plain));
    assertThat(again.getId()).isEqualTo(first.getId());
    assertThat(again.getFresh()).as("others may have liked it since").isFalse();
    Tweet quote =
        Cluster.as(
            95,
            () ->
                on.tweets.createTweet(
                    CreateTweetRequest.newBuilder()
                        .setText("So it is")
                        .setQuoteOfId(first.getId())
                        .build()));
    assertThat(quote.getFresh()).isFalse();
    assertThat(quote.getQuoteOf().getQuotesCount()).isEqualTo(1);
    assertThat(first.toBuilder().clearFresh().setQuotesCount(1).build())
        .as("as reads show it")
        .isEqualTo(
            on.tweets
                .getTweets(GetTweetsRequest.newBuilder().addIds(first.getId()).build())
                .getTweets(0));
  }

  @Test
  void aTweetIsReadAsItWasWritten() {
    on.profile.add(7, "Robin");
    Tweet made = on.create(1, "Hi @robin and @nobody_here, see #Birds at https://example.com/a");
    assertThat(on.read(0, made.getId())).containsExactly(made);
    assertThat(made.getMentionsList())
        .extracting(mention -> mention.getHandle() + "=" + mention.getUserId())
        .containsExactly("robin=7", "nobody_here=0");
    assertThat(made.getConversationId()).isEqualTo(made.getId());
    assertThat(made.getVisibility()).isEqualTo(Visibility.VISIBILITY_PUBLIC);
  }

  @Test
  void aTweetIsWrittenThoughNobodyCanResolveItsMentions() {
    on.profile.away(true);
    try {
      Tweet made = on.create(1, "Hi @robin");
      assertThat(made.getMentions(0).getUserId()).isZero();
    } finally {
      on.profile.away(false);
    }
  }

  @Test
  void theEventTellsWhatTheTweetIs() throws Exception {
    on.profile.add(7, "Robin");
    Tweet parent = on.create(1, "Parent");
    Tweet reply = on.reply(2, parent.getId(), "@Robin #Über http://x.com");
    eventually(() -> assertThat(keys()).contains(reply.getId()));
    Published event =
        on.published().stream().filter(p -> p.key() == reply.getId()).findFirst().orElseThrow();
    TweetCreated created = TweetCreated.parseFrom(event.payload());
    assertThat(event.type()).isEqualTo("TweetCreated");
    assertThat(created.getReplyToAuthorId()).isEqualTo(1);
    assertThat(created.getConversationId()).isEqualTo(parent.getId());
    assertThat(created.getMentionedUserIdsList()).containsExactly(7L);
    assertThat(created.getHashtagsList()).containsExactly("über");
    assertThat(created.getUrlsList()).containsExactly("http://x.com");
    assertThat(created.getHomeEntry()).isFalse();
  }

  private static List<Long> keys() {
    return on.published().stream().map(Published::key).toList();
  }

  @Test
  void badInputIsRefusedByField() {
    assertThat(refused(() -> on.create(1, "x".repeat(281))))
        .isEqualTo("INVALID_REQUEST text/too_long");
    assertThat(refused(() -> on.create(1, " \u200b\n"))).isEqualTo("INVALID_REQUEST text/required");
    assertThat(refused(() -> on.create(1, "nul \0")))
        .isEqualTo("INVALID_REQUEST text/invalid_format");
    assertThat(
            refused(
                () -> on.create(1, CreateTweetRequest.newBuilder().setText("x").addMediaIds(5))))
        .isEqualTo("INVALID_REQUEST media_ids/media_not_found");
    assertThat(
            refused(
                () ->
                    on.create(
                        1, CreateTweetRequest.newBuilder().setText("x").setVisibilityValue(9))))
        .isEqualTo("INVALID_REQUEST visibility/invalid_value");
    assertThat(refused(() -> on.reply(1, 12345, "x"))).isEqualTo("TWEET_NOT_FOUND");
    assertThat(refused(() -> on.tweets.createTweet(CreateTweetRequest.getDefaultInstance())))
        .isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void aTweetHasPicturesOfItsAuthorAndNeedsNoText_S1() {
    for (long id = 61; id <= 65; id++) {
      on.media.add(1, id, "image");
    }
    on.media.add(1, 70, "gif");
    on.media.add(2, 80, "image");
    Tweet made = on.create(1, pictures(62, 61));
    assertThat(made.getMediaIdsList()).containsExactly(62L, 61L);
    assertThat(on.read(0, made.getId()).getFirst().getMediaIdsList()).containsExactly(62L, 61L);
    assertThat(on.create(1, pictures(70)).getMediaIdsList()).containsExactly(70L);
    assertThat(refused(() -> on.create(1, pictures(61, 80))))
        .isEqualTo("INVALID_REQUEST media_ids/media_not_found");
    assertThat(refused(() -> on.create(1, pictures(61, 62, 63, 64, 65))))
        .isEqualTo("INVALID_REQUEST media_ids/too_many");
    assertThat(refused(() -> on.create(1, pictures(61, 61))))
        .isEqualTo("INVALID_REQUEST media_ids/invalid_value");
    assertThat(refused(() -> on.create(1, pictures(61, 70))))
        .isEqualTo("INVALID_REQUEST media_ids/invalid_value");
  }

  @Test
  void aRepeatWithPicturesMakesNothingAndAsksNobody_R2() {
    on.media.add(1, 90, "image");
    CreateTweetRequest.Builder request = pictures(90).setIdempotencyKey("with a picture");
    Tweet made = on.create(1, request);
    int calls = on.media.calls.get();
    assertThat(on.create(1, request).getId()).isEqualTo(made.getId());
    assertThat(on.create(1, "Without one").getMediaIdsCount()).isZero();
    assertThat(on.media.calls).hasValue(calls);
  }

  @Test
  void onlyTheTweetThatIsMadeHoldsItsPictures() throws Exception {
    on.media.add(1, 91, "image");
    CreateTweetRequest.Builder request = pictures(91).setIdempotencyKey("at the same time");
    Set<Long> made =
        new HashSet<>(
            TweetFixture.parallel(
                10, Collections.nCopies(20, () -> on.create(1, request.clone()).getId())));
    assertThat(made).hasSize(1);
    Set<Long> holding = new HashSet<>(on.media.held.keySet());
    holding.removeIf(id -> !on.media.held.get(id).contains(91L));
    assertThat(holding).isEqualTo(made);
  }

  private static CreateTweetRequest.Builder pictures(long... ids) {
    CreateTweetRequest.Builder request = CreateTweetRequest.newBuilder();
    for (long id : ids) {
      request.addMediaIds(id);
    }
    return request;
  }

  @Test
  void onlyItsAuthorDeletesATweet() {
    Tweet made = on.create(1, "Mine");
    assertThat(refused(() -> as(2, () -> on.tweets.deleteTweet(deletion(made)))))
        .isEqualTo("FORBIDDEN");
    on.delete(1, made.getId());
    assertThat(on.read(1, made.getId())).isEmpty();
    assertThat(refused(() -> as(1, () -> on.tweets.deleteTweet(deletion(made)))))
        .isEqualTo("TWEET_NOT_FOUND");
  }

  private static DeleteTweetRequest deletion(Tweet tweet) {
    return DeleteTweetRequest.newBuilder().setId(tweet.getId()).build();
  }

  @Test
  void anEditKeepsTheFormerTextAndIsReadAtOnce() {
    Tweet made = on.create(1, "First #one");
    assertThat(on.read(0, made.getId())).hasSize(1);
    Tweet edited = edit(1, made.getId(), "Second #two");
    assertThat(on.read(0, made.getId())).containsExactly(edited);
    edit(1, made.getId(), "Third");
    edit(1, made.getId(), "Third");
    assertThat(edited.getHashtags(0).getTag()).isEqualTo("two");
    assertThat(edited.getEditedAtMs()).isPositive();
    assertThat(
            on.tweets
                .getEdits(GetEditsRequest.newBuilder().setId(made.getId()).build())
                .getEditsList())
        .extracting(Edit::getText)
        .containsExactly("Third", "Second #two", "First #one");
    assertThat(on.count("SELECT count(*) FROM hashtag WHERE tweet_id = ?", made.getId())).isZero();
  }

  @Test
  void onlyTextOfOnesOwnIsEdited() {
    Tweet made = on.create(1, "Mine");
    on.retweet(2, made.getId());
    long retweet =
        on.count("SELECT id FROM tweet WHERE author_id = 2 AND retweet_of_id = ?", made.getId());
    assertThat(refused(() -> edit(2, made.getId(), "Stolen"))).isEqualTo("FORBIDDEN");
    assertThat(refused(() -> edit(2, retweet, "Words")))
        .isEqualTo("INVALID_REQUEST id/invalid_value");
  }

  private static Tweet edit(long author, long id, String text) {
    return Cluster.as(
        author,
        () -> on.tweets.editTweet(EditTweetRequest.newBuilder().setId(id).setText(text).build()));
  }

  @Test
  void tweetsComeInTheOrderAskedForWithWhatTheyQuoteAndRetweet() {
    Tweet original = on.create(1, "Original");
    Tweet quote =
        on.create(
            2, CreateTweetRequest.newBuilder().setText("Look").setQuoteOfId(original.getId()));
    on.retweet(3, quote.getId());
    long retweet =
        on.count("SELECT id FROM tweet WHERE author_id = 3 AND retweet_of_id = ?", quote.getId());
    List<Tweet> read = on.read(0, retweet, 999L, original.getId(), quote.getId());
    assertThat(read)
        .extracting(Tweet::getId)
        .containsExactly(retweet, original.getId(), quote.getId());
    assertThat(read.get(0).getRetweetOf().getText()).isEqualTo("Look");
    assertThat(read.get(0).getRetweetOf().hasQuoteOf()).isFalse();
    assertThat(read.get(2).getQuoteOf().getText()).isEqualTo("Original");
    assertThat(read.get(1).getQuotesCount()).isEqualTo(1);
    assertThat(
            refused(
                () ->
                    on.tweets.getTweets(
                        GetTweetsRequest.newBuilder()
                            .addAllIds(Collections.nCopies(201, 1L))
                            .build())))
        .isEqualTo("INVALID_REQUEST ids/too_many");
  }

  @Test
  void homeEntriesOfManyAuthorsAreTheNewestOfAll() {
    Tweet a1 = on.create(101, "a1");
    Tweet b1 = on.create(102, "b1");
    Tweet toOther = on.reply(101, b1.getId(), "not for home");
    Tweet toSelf = on.reply(101, a1.getId(), "thread");
    Tweet c1 = on.create(103, "c1");
    ListHomeEntriesRequest.Builder request =
        ListHomeEntriesRequest.newBuilder()
            .addAllAuthorIds(List.of(101L, 102L, 103L, 104L, 101L))
            .setLimit(3);
    assertThat(entries(request)).containsExactly(c1.getId(), toSelf.getId(), b1.getId());
    request.setBeforeId(b1.getId()).setLimit(800);
    assertThat(entries(request)).containsExactly(a1.getId()).doesNotContain(toOther.getId());
    assertThat(refused(() -> on.tweets.listHomeEntries(request.build()))).isEqualTo("FORBIDDEN");
  }

  private static List<Long> entries(ListHomeEntriesRequest.Builder request) {
    return on.asFeed.listHomeEntries(request.build()).getEntriesList().stream()
        .map(HomeEntry::getTweetId)
        .toList();
  }

  @Test
  void anAuthorsListLeavesRepliesToOthersOutUnlessAskedFor() {
    Tweet other = on.create(1, "other");
    Tweet top = on.create(201, "top");
    Tweet reply = on.reply(201, other.getId(), "reply");
    ListByAuthorRequest.Builder request =
        ListByAuthorRequest.newBuilder().setAuthorId(201).setLimit(10);
    assertThat(on.tweets.listByAuthor(request.build()).getTweetsList())
        .extracting(Tweet::getId)
        .containsExactly(top.getId());
    assertThat(on.tweets.listByAuthor(request.setIncludeReplies(true).build()).getTweetsList())
        .extracting(Tweet::getId)
        .containsExactly(reply.getId(), top.getId());
    assertThat(refused(() -> on.tweets.listByAuthor(request.setLimit(101).build())))
        .isEqualTo("INVALID_REQUEST limit/out_of_range");
  }
}
