package dev.twite.tweet;

import static dev.twite.tweet.TweetFixture.as;
import static dev.twite.tweet.TweetFixture.refused;
import static dev.twite.tweet.TweetFixture.relation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.grpc.GrpcErrors;
import dev.twite.proto.tweet.v1.CreateTweetRequest;
import dev.twite.proto.tweet.v1.GetEditsRequest;
import dev.twite.proto.tweet.v1.GetThreadRequest;
import dev.twite.proto.tweet.v1.ListByAuthorRequest;
import dev.twite.proto.tweet.v1.ListByHashtagRequest;
import dev.twite.proto.tweet.v1.ListOfTweetRequest;
import dev.twite.proto.tweet.v1.ListPublicRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetPage;
import dev.twite.proto.tweet.v1.Visibility;
import io.grpc.StatusRuntimeException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who sees what, by every door (S1, S4). */
class TweetVisibilityIT {
  private static final long AUTHOR = 1;
  private static final long QUOTER = 2;
  private static TweetFixture on;
  private static final Map<Visibility, Tweet> tweets = new EnumMap<>(Visibility.class);
  private static final Map<Visibility, Tweet> answers = new EnumMap<>(Visibility.class);

  private enum Reader {
    PUBLIC(0),
    STRANGER(11),
    FOLLOWER(12),
    BLOCKED(13),
    BLOCKER(14),
    MENTIONED(15),
    AUTHOR(TweetVisibilityIT.AUTHOR);

    private final long id;

    Reader(long id) {
      this.id = id;
    }

    boolean maySee(Visibility visibility) {
      return switch (this) {
        case BLOCKED, BLOCKER -> false;
        case PUBLIC, STRANGER -> visibility != Visibility.VISIBILITY_FOLLOWERS;
        case FOLLOWER, MENTIONED, AUTHOR -> true;
      };
    }
  }

  @BeforeAll
  static void start() throws Exception {
    on = new TweetFixture();
    on.follow.follow(Reader.FOLLOWER.id, AUTHOR);
    on.follow.block(AUTHOR, Reader.BLOCKED.id);
    on.follow.block(Reader.BLOCKER.id, AUTHOR);
    on.profile.add(Reader.MENTIONED.id, "mentioned");
    for (Visibility visibility : visibilities()) {
      Tweet tweet =
          on.create(
              AUTHOR,
              CreateTweetRequest.newBuilder()
                  .setText("Hi @mentioned #tag")
                  .setVisibility(visibility));
      tweets.put(visibility, tweet);
      answers.put(visibility, on.reply(AUTHOR, tweet.getId(), "Below"));
    }
  }

  @AfterAll
  static void stop() {
    on.close();
  }

  private static List<Visibility> visibilities() {
    return Stream.of(Visibility.values())
        .filter(v -> v.name().matches("VISIBILITY_(PUBLIC|UNLISTED|FOLLOWERS)"))
        .toList();
  }

  /** Compares what every reader sees by a door with what it may. */
  private static void everyReaderSeesRightly(
      BiPredicate<Reader, Visibility> may, BiPredicate<Long, Tweet> sees) {
    SoftAssertions softly = new SoftAssertions();
    for (Reader reader : Reader.values()) {
      for (Visibility visibility : visibilities()) {
        softly
            .assertThat(sees.test(reader.id, tweets.get(visibility)))
            .as("%s sees %s", reader, visibility)
            .isEqualTo(may.test(reader, visibility));
      }
    }
    softly.assertAll();
  }

  private static boolean shows(TweetPage page, Tweet tweet) {
    return page.getTweetsList().stream().anyMatch(shown -> shown.getId() == tweet.getId());
  }

  private static boolean isAnswered(long reader, Callable<?> call) {
    try {
      assertThat(TweetFixture.<Object>as(reader, call)).isNotNull();
      return true;
    } catch (StatusRuntimeException refused) {
      assertThat(GrpcErrors.toError(refused).code().name()).isEqualTo("TWEET_NOT_FOUND");
      return false;
    }
  }

  @Test
  void byId_S1() {
    everyReaderSeesRightly(
        Reader::maySee, (reader, tweet) -> !on.read(reader, tweet.getId()).isEmpty());
  }

  @Test
  void inTheAuthorsList_S4() {
    ListByAuthorRequest request =
        ListByAuthorRequest.newBuilder().setAuthorId(AUTHOR).setLimit(100).build();
    everyReaderSeesRightly(
        Reader::maySee,
        (reader, tweet) -> shows(as(reader, () -> on.tweets.listByAuthor(request)), tweet));
  }

  @Test
  void inThePublicListAndUnderHashtagsOnlyWhatIsPublic_S4() {
    BiPredicate<Reader, Visibility> may =
        (reader, visibility) ->
            visibility == Visibility.VISIBILITY_PUBLIC && reader.maySee(visibility);
    ListPublicRequest everybody = ListPublicRequest.newBuilder().setLimit(100).build();
    everyReaderSeesRightly(
        may, (reader, tweet) -> shows(as(reader, () -> on.tweets.listPublic(everybody)), tweet));
    ListByHashtagRequest tag =
        ListByHashtagRequest.newBuilder().setTag("#TAG").setLimit(100).build();
    everyReaderSeesRightly(
        may, (reader, tweet) -> shows(as(reader, () -> on.tweets.listByHashtag(tag)), tweet));
  }

  @Test
  void byItsThreadItsEditsItsQuotesAndItsRetweeters_S1() {
    everyReaderSeesRightly(
        Reader::maySee,
        (reader, tweet) ->
            isAnswered(
                reader,
                () ->
                    on.tweets.getThread(
                        GetThreadRequest.newBuilder().setId(tweet.getId()).setLimit(9).build())));
    everyReaderSeesRightly(
        Reader::maySee,
        (reader, tweet) ->
            isAnswered(
                reader,
                () ->
                    on.tweets.getEdits(GetEditsRequest.newBuilder().setId(tweet.getId()).build())));
    everyReaderSeesRightly(
        Reader::maySee,
        (reader, tweet) -> isAnswered(reader, () -> on.tweets.listQuotes(of(tweet))));
    everyReaderSeesRightly(
        Reader::maySee,
        (reader, tweet) -> isAnswered(reader, () -> on.tweets.listRetweeters(of(tweet))));
  }

  private static ListOfTweetRequest of(Tweet tweet) {
    return ListOfTweetRequest.newBuilder().setId(tweet.getId()).setLimit(9).build();
  }

  @Test
  void aboveAnAnswer_S4() {
    everyReaderSeesRightly(
        (reader, visibility) ->
            reader != Reader.BLOCKED && reader != Reader.BLOCKER && reader.maySee(visibility),
        (reader, tweet) -> {
          long answer = answers.get(tweet.getVisibility()).getId();
          if (on.read(reader, answer).isEmpty()) {
            return false;
          }
          return as(
                  reader,
                  () ->
                      on.tweets.getThread(
                          GetThreadRequest.newBuilder().setId(answer).setLimit(9).build()))
              .getAncestorsList()
              .stream()
              .anyMatch(above -> above.getId() == tweet.getId());
        });
  }

  @Test
  void insideAQuoteAndARetweet_S4() {
    Tweet tweet = tweets.get(Visibility.VISIBILITY_PUBLIC);
    Tweet quote =
        on.create(
            QUOTER, CreateTweetRequest.newBuilder().setText("Quoting").setQuoteOfId(tweet.getId()));
    on.retweet(QUOTER, tweet.getId());
    long retweet =
        on.count(
            "SELECT id FROM tweet WHERE author_id = ? AND retweet_of_id = ?",
            QUOTER,
            tweet.getId());
    for (Reader reader : Reader.values()) {
      boolean may = reader.maySee(Visibility.VISIBILITY_PUBLIC);
      assertThat(on.read(reader.id, quote.getId()).getFirst().hasQuoteOf()).isEqualTo(may);
      assertThat(on.read(reader.id, retweet)).hasSize(may ? 1 : 0);
    }
  }

  @Test
  void whatOneMayNotSeeOneCantActOn_S1() {
    Tweet followersOnly = tweets.get(Visibility.VISIBILITY_FOLLOWERS);
    Tweet open = tweets.get(Visibility.VISIBILITY_PUBLIC);
    long stranger = Reader.STRANGER.id;
    long blocked = Reader.BLOCKED.id;
    assertThat(refused(() -> on.reply(stranger, followersOnly.getId(), "x")))
        .isEqualTo("TWEET_NOT_FOUND");
    assertThat(refused(() -> on.retweet(stranger, followersOnly.getId())))
        .isEqualTo("TWEET_NOT_FOUND");
    assertThat(
            refused(() -> as(stranger, () -> on.tweets.bookmark(relation(followersOnly.getId())))))
        .isEqualTo("TWEET_NOT_FOUND");
    assertThat(refused(() -> on.reply(blocked, open.getId(), "x"))).isEqualTo("BLOCKED");
    assertThat(refused(() -> quote(blocked, open))).isEqualTo("BLOCKED");
    assertThat(refused(() -> on.retweet(Reader.BLOCKER.id, open.getId()))).isEqualTo("BLOCKED");
    assertThat(refused(() -> as(blocked, () -> on.tweets.bookmark(relation(open.getId())))))
        .isEqualTo("TWEET_NOT_FOUND");
  }

  @Test
  void aTweetForFollowersIsSpreadByItsAuthorAlone() {
    Tweet tweet = tweets.get(Visibility.VISIBILITY_FOLLOWERS);
    String refusal = "INVALID_REQUEST visibility/not_retweetable";
    assertThat(refused(() -> on.retweet(Reader.FOLLOWER.id, tweet.getId()))).isEqualTo(refusal);
    assertThat(refused(() -> quote(Reader.FOLLOWER.id, tweet))).isEqualTo(refusal);
    assertThat(on.reply(Reader.FOLLOWER.id, tweet.getId(), "Fine").getReplyToId())
        .isEqualTo(tweet.getId());
    assertThat(on.retweet(AUTHOR, tweet.getId()).getRetweeted()).isTrue();
  }

  private static Tweet quote(long author, Tweet tweet) {
    return on.create(
        author, CreateTweetRequest.newBuilder().setText("Quote").setQuoteOfId(tweet.getId()));
  }

  @Test
  void withoutSvcFollowThePublicReadsAndOthersAreToldToWait_S4() {
    Tweet open = tweets.get(Visibility.VISIBILITY_PUBLIC);
    on.follow.away(true);
    try {
      assertThat(on.read(0, open.getId())).hasSize(1);
      assertThat(refused(() -> on.read(5_000, open.getId()))).isEqualTo("UNAVAILABLE");
      assertThat(on.create(5_001, "Still writing").getId()).isPositive();
    } finally {
      on.follow.away(false);
    }
  }

  @Test
  void whatWasTakenBackOfATweetOutOfSightAnswersItsIdAlone() throws Exception {
    long user = 21;
    Tweet tweet = on.create(AUTHOR, CreateTweetRequest.newBuilder().setText("Soon out of sight"));
    as(user, () -> on.tweets.retweet(relation(tweet.getId())));
    as(user, () -> on.tweets.bookmark(relation(tweet.getId())));
    on.follow.block(AUTHOR, user);
    Tweet idAlone = Tweet.newBuilder().setId(tweet.getId()).build();
    // The filter is kept for two seconds.
    dev.twite.common.testing.Eventually.eventually(
        () ->
            assertThat(refused(() -> as(user, () -> on.tweets.bookmark(relation(tweet.getId())))))
                .isEqualTo("TWEET_NOT_FOUND"));
    assertThat(as(user, () -> on.tweets.unretweet(relation(tweet.getId())))).isEqualTo(idAlone);
    assertThat(as(user, () -> on.tweets.unbookmark(relation(tweet.getId())))).isEqualTo(idAlone);
    assertThat(refused(() -> as(user, () -> on.tweets.unretweet(relation(tweet.getId())))))
        .isEqualTo("TWEET_NOT_FOUND");
  }
}
