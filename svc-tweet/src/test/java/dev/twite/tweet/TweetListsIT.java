package dev.twite.tweet;

import static dev.twite.tweet.TweetFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.proto.tweet.v1.CreateTweetRequest;
import dev.twite.proto.tweet.v1.GetThreadRequest;
import dev.twite.proto.tweet.v1.GetThreadResponse;
import dev.twite.proto.tweet.v1.ListByAuthorRequest;
import dev.twite.proto.tweet.v1.ListByHashtagRequest;
import dev.twite.proto.tweet.v1.ListOfTweetRequest;
import dev.twite.proto.tweet.v1.ListPublicRequest;
import dev.twite.proto.tweet.v1.ScanTweetsRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetPage;
import dev.twite.proto.tweet.v1.TweetServiceGrpc;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import dev.twite.proto.tweet.v1.UserIdPage;
import dev.twite.proto.tweet.v1.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pages and threads. */
class TweetListsIT {
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
  void aScanGivesEveryTweetInOrderWithItsCountsToTheIndexAlone() {
    Tweet open = on.create(71, "Scanned #Tag");
    Tweet closed =
        on.create(
            71,
            CreateTweetRequest.newBuilder()
                .setText("Scanned for followers")
                .setVisibility(Visibility.VISIBILITY_FOLLOWERS));
    on.reply(72, open.getId(), "An answer");
    Tweet retweet = on.retweet(72, open.getId());
    TweetServiceBlockingStub search =
        TweetServiceGrpc.newBlockingStub(
            on.cluster.channel("search", "tweet", TweetServiceGrpc.getServiceDescriptor()));
    List<Tweet> seen = new ArrayList<>();
    long after = open.getId() - 1;
    do {
      TweetPage page =
          search.scanTweets(ScanTweetsRequest.newBuilder().setAfterId(after).setLimit(2).build());
      seen.addAll(page.getTweetsList());
      after = page.getNextCursor();
    } while (after != 0);
    assertThat(seen).extracting(Tweet::getId).isSorted().doesNotHaveDuplicates();
    assertThat(seen)
        .extracting(Tweet::getId)
        .contains(open.getId(), closed.getId(), retweet.getId());
    assertThat(seen.getFirst().getRepliesCount()).isEqualTo(1);
    assertThat(seen.getFirst().getRetweetsCount()).isEqualTo(1);
    assertThat(seen.getFirst().getHashtags(0).getTag()).isEqualTo("Tag");
    assertThat(refused(() -> search.scanTweets(ScanTweetsRequest.getDefaultInstance())))
        .isEqualTo("INVALID_REQUEST limit/out_of_range");
    assertThat(refused(() -> on.tweets.scanTweets(ScanTweetsRequest.getDefaultInstance())))
        .isEqualTo("FORBIDDEN");
  }

  @Test
  void cursorsAreStableWhileNewTweetsArriveAndOldOnesGo() {
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      expected.addFirst(on.create(1, "Tweet " + i).getId());
    }
    List<Long> seen = new ArrayList<>();
    long cursor = 0;
    int pages = 0;
    do {
      TweetPage page =
          on.tweets.listByAuthor(
              ListByAuthorRequest.newBuilder()
                  .setAuthorId(1)
                  .setCursor(cursor)
                  .setLimit(7)
                  .build());
      page.getTweetsList().forEach(tweet -> seen.add(tweet.getId()));
      cursor = page.getNextCursor();
      on.create(1, "Newer");
      if (cursor != 0) {
        on.delete(1, cursor);
      }
      pages++;
    } while (cursor != 0);
    assertThat(seen).isEqualTo(expected);
    assertThat(pages).isEqualTo(5);
  }

  @Test
  void anAuthorsPageCanBeIdsAlone() {
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      expected.addFirst(on.create(77, "Tweet " + i).getId());
    }
    ListByAuthorRequest.Builder request =
        ListByAuthorRequest.newBuilder().setAuthorId(77).setLimit(7).setIdsOnly(true);
    TweetPage first = on.tweets.listByAuthor(request.build());
    TweetPage rest = on.tweets.listByAuthor(request.setCursor(first.getNextCursor()).build());
    assertThat(first.getTweetsCount()).isEqualTo(7);
    assertThat(Stream.of(first, rest).flatMap(page -> page.getTweetsList().stream()))
        .containsExactlyElementsOf(
            expected.stream().map(id -> Tweet.newBuilder().setId(id).build()).toList());
    assertThat(rest.getNextCursor()).isZero();
  }

  @Test
  void anExactlyFullLastPageHasNoNext() {
    on.create(2, "one");
    on.create(2, "two");
    TweetPage page =
        on.tweets.listByAuthor(ListByAuthorRequest.newBuilder().setAuthorId(2).setLimit(2).build());
    assertThat(page.getTweetsCount()).isEqualTo(2);
    assertThat(page.getNextCursor()).isZero();
  }

  @Test
  void thePublicListHasTopLevelTweetsOnly() {
    Tweet top = on.create(3, "Top");
    Tweet reply = on.reply(3, top.getId(), "Reply");
    on.retweet(4, top.getId());
    List<Tweet> newest =
        on.tweets.listPublic(ListPublicRequest.newBuilder().setLimit(5).build()).getTweetsList();
    assertThat(newest).extracting(Tweet::getId).contains(top.getId());
    assertThat(newest).noneMatch(t -> t.getId() == reply.getId() || t.getRetweetOfId() != 0);
  }

  @Test
  void hashtagsAreFoundIgnoringCase() {
    Tweet made = on.create(5, "#ZürichBirds are here");
    assertThat(
            on.tweets
                .listByHashtag(
                    ListByHashtagRequest.newBuilder().setTag("zÜRICHbirds").setLimit(5).build())
                .getTweetsList())
        .extracting(Tweet::getId)
        .containsExactly(made.getId());
    assertThat(
            refused(
                () ->
                    on.tweets.listByHashtag(
                        ListByHashtagRequest.newBuilder().setTag("#").setLimit(5).build())))
        .isEqualTo("INVALID_REQUEST tag/required");
  }

  @Test
  void retweetersArePagedNewestFirst() {
    Tweet tweet = on.create(6, "Popular");
    for (long user = 601; user <= 605; user++) {
      on.retweet(user, tweet.getId());
    }
    ListOfTweetRequest.Builder request =
        ListOfTweetRequest.newBuilder().setId(tweet.getId()).setLimit(3);
    UserIdPage first = on.tweets.listRetweeters(request.build());
    UserIdPage second = on.tweets.listRetweeters(request.setCursor(first.getNextCursor()).build());
    assertThat(first.getUserIdsList()).containsExactly(605L, 604L, 603L);
    assertThat(second.getUserIdsList()).containsExactly(602L, 601L);
    assertThat(second.getNextCursor()).isZero();
  }

  @Test
  void aThreadGoesOnOverHoles() {
    Tweet root = on.create(7, "root");
    Tweet second = on.reply(8, root.getId(), "second");
    Tweet third = on.reply(7, second.getId(), "third");
    Tweet fourth = on.reply(8, third.getId(), "fourth");
    assertThat(fourth.getConversationId()).isEqualTo(root.getId());
    assertThat(ids(thread(fourth, 0).getAncestorsList()))
        .containsExactly(root.getId(), second.getId(), third.getId());
    on.delete(8, second.getId());
    assertThat(ids(thread(fourth, 0).getAncestorsList()))
        .containsExactly(root.getId(), third.getId());
    on.delete(7, root.getId());
    assertThat(ids(thread(fourth, 0).getAncestorsList())).containsExactly(third.getId());
    assertThat(on.read(0, second.getId(), root.getId())).isEmpty();
  }

  @Test
  void aThreadShowsAtMostFortyTweetsAbove() {
    Tweet last = on.create(9, "0");
    List<Long> all = new ArrayList<>();
    for (int i = 1; i <= 45; i++) {
      all.add(last.getId());
      last = on.reply(9, last.getId(), "" + i);
    }
    assertThat(ids(thread(last, 0).getAncestorsList())).isEqualTo(all.subList(5, 45));
  }

  @Test
  void repliesComeOldestFirstInPages() {
    Tweet root = on.create(10, "root");
    List<Long> replies = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      replies.add(on.reply(11, root.getId(), "reply " + i).getId());
      on.reply(12, replies.getLast(), "not direct");
    }
    List<Long> seen = new ArrayList<>();
    long cursor = 0;
    do {
      TweetPage page = thread(root, cursor).getReplies();
      seen.addAll(ids(page.getTweetsList()));
      cursor = page.getNextCursor();
    } while (cursor != 0);
    assertThat(seen).isEqualTo(replies);
    assertThat(on.read(0, root.getId()).getFirst().getRepliesCount()).isEqualTo(7);
  }

  private static GetThreadResponse thread(Tweet tweet, long cursor) {
    return on.tweets.getThread(
        GetThreadRequest.newBuilder().setId(tweet.getId()).setCursor(cursor).setLimit(3).build());
  }

  private static List<Long> ids(List<Tweet> tweets) {
    return tweets.stream().map(Tweet::getId).toList();
  }
}
