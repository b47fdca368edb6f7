package dev.twite.feed;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.TestEnv;
import dev.twite.feed.store.TimelineEntry;
import dev.twite.feed.testing.FeedRig;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FollowChangesIT {
  private static final int CAP = 20;
  private static final AtomicLong NEXT_USER = new AtomicLong(1000);

  private static FeedRig rig;

  @BeforeAll
  static void start() throws Exception {
    rig = new FeedRig(new TestEnv().redis().kafka(), CAP);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void aFollowBringsTheAuthorsFormerTweets() {
    long me = user();
    long author = user();
    write(author, 5);
    write(me, 5);
    rig.home(me, 0, 1);
    rig.world.follow(me, author);
    eventually(() -> assertThat(rig.list(me)).isEqualTo(rig.world.home(me)).hasSize(10));
    assertThat(rig.wholeHome(me, 3)).isEqualTo(rig.world.home(me));
  }

  @Test
  void aFollowOfAProlificAuthorCutsTheTimelineAndPagingGoesOn() {
    long me = user();
    long author = user();
    write(me, 10);
    write(author, 50);
    rig.home(me, 0, 1);
    rig.world.follow(me, author);
    eventually(() -> assertThat(rig.list(me)).hasSize(CAP));
    assertThat(rig.wholeHome(me, 7)).isEqualTo(rig.world.home(me)).hasSize(60);
  }

  @Test
  void anUnfollowTakesTheAuthorOutAtOnceWithoutARebuild() {
    long me = user();
    long left = user();
    long kept = user();
    List.of(left, kept).forEach(author -> rig.world.link(me, author));
    for (int i = 0; i < 5; i++) {
      rig.world.write(left);
      rig.world.write(kept);
    }
    rig.home(me, 0, 1);
    rig.world.unfollow(me, left);
    eventually(() -> assertThat(rig.list(me)).isEqualTo(rig.world.home(me)).hasSize(5));
  }

  @Test
  void aFanOutThatReadTheFollowerBeforeHeLeftDoesNotBringTheAuthorBack() {
    long me = user();
    long author = user();
    long witness = user();
    rig.world.link(me, author);
    rig.world.link(witness, author);
    rig.home(me, 0, 1);
    rig.home(witness, 0, 1);
    long first = rig.world.tweet(author);
    eventually(() -> assertThat(rig.list(me)).hasSize(1));

    rig.follow.followersRead.shut();
    long tweet = rig.world.tweet(author);
    rig.follow.followersRead.awaitArrival();
    rig.world.unfollow(me, author);
    eventually(() -> assertThat(rig.list(me)).isEmpty());
    rig.follow.followersRead.open();

    eventually(
        () ->
            assertThat(rig.list(witness))
                .extracting(TimelineEntry::tweetId)
                .containsExactly(tweet, first));
    assertThat(rig.list(me)).isEmpty();
  }

  @Test
  void whoFollowsAgainGetsEverythingAgain() {
    long me = user();
    long author = user();
    rig.world.link(me, author);
    rig.world.write(author);
    rig.home(me, 0, 1);
    rig.world.unfollow(me, author);
    eventually(() -> assertThat(rig.list(me)).isEmpty());
    rig.world.follow(me, author);
    rig.world.tweet(author);
    eventually(() -> assertThat(rig.list(me)).isEqualTo(rig.world.home(me)).hasSize(2));
  }

  @Test
  void anUnfollowWhileTheTimelineIsBuiltCounts() {
    long me = user();
    long author = user();
    rig.world.link(me, author);
    rig.world.write(author);
    rig.world.write(me);
    rig.follow.followingRead.shut();
    var reader = CompletableFuture.supplyAsync(() -> rig.home(me, 0, 10));
    rig.follow.followingRead.awaitArrival();
    rig.world.unfollow(me, author);
    eventually(() -> assertThat(rig.redis.exists("unf:" + author)).isTrue());
    rig.follow.followingRead.open();

    assertThat(FeedRig.entries(reader.join())).isEqualTo(rig.world.home(me)).hasSize(1);
    assertThat(rig.list(me)).isEqualTo(rig.world.home(me));
  }

  @Test
  void whatIsPushedWhileATimelineIsBuiltIsKept() {
    long me = user();
    long author = user();
    rig.world.link(me, author);
    rig.world.write(author);
    rig.tweets.entriesRead.shut();
    var reader = CompletableFuture.supplyAsync(() -> rig.home(me, 0, 10));
    rig.tweets.entriesRead.awaitArrival();
    rig.world.tweet(author);
    eventually(() -> assertThat(rig.list(me)).hasSize(1));
    rig.tweets.entriesRead.open();

    assertThat(FeedRig.entries(reader.join())).isEqualTo(rig.world.home(me)).hasSize(2);
    assertThat(rig.list(me)).isEqualTo(rig.world.home(me));
  }

  @Test
  void aBlockHidesAtOnceAndLeavesNothingBehind_S4() {
    long one = user();
    long other = user();
    rig.world.link(one, other);
    rig.world.link(other, one);
    write(one, 3);
    write(other, 3);
    rig.home(one, 0, 1);
    rig.home(other, 0, 1);
    rig.world.block(one, other);
    eventually(
        () -> {
          assertThat(rig.list(one)).allMatch(entry -> entry.authorId() == one).hasSize(3);
          assertThat(rig.list(other)).allMatch(entry -> entry.authorId() == other).hasSize(3);
        });
    rig.world.unblock(one, other);
    eventually(() -> assertThat(rig.wholeHome(one, 10)).isEqualTo(rig.world.home(one)).hasSize(3));
  }

  @Test
  void aBlockHidesBeforeItsEventComes_S4() {
    long me = user();
    long author = user();
    rig.world.link(me, author);
    write(author, 3);
    assertThat(rig.wholeHome(me, 10)).hasSize(3);
    rig.world.hide(author, me);
    // The filter is kept for two seconds.
    eventually(() -> assertThat(rig.wholeHome(me, 10)).isEmpty());
    assertThat(rig.list(me)).hasSize(3);
  }

  @Test
  void theTimelineOfADeletedUserGoes() {
    long me = user();
    write(me, 2);
    rig.home(me, 0, 1);
    rig.world.deleteUser(me);
    eventually(() -> assertThat(rig.redis.exists("tl:" + me)).isFalse());
  }

  @Test
  void aFollowOfABigAuthorFillsNothingIn() {
    long me = user();
    long big = user();
    long small = user();
    rig.world.makeBig(big);
    write(big, 5);
    write(small, 1);
    rig.home(me, 0, 1);
    rig.world.follow(me, big);
    rig.world.follow(me, small);
    eventually(() -> assertThat(rig.list(me)).hasSize(1));
    eventually(() -> assertThat(rig.wholeHome(me, 2)).isEqualTo(rig.world.home(me)).hasSize(6));
  }

  private static long user() {
    return NEXT_USER.incrementAndGet();
  }

  private static void write(long author, int tweets) {
    for (int i = 0; i < tweets; i++) {
      rig.world.write(author);
    }
  }
}
