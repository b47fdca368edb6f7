package dev.twite.feed;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.feed.store.TimelineEntry;
import dev.twite.feed.testing.FeedRig;
import dev.twite.proto.feed.v1.DropTimelineRequest;
import dev.twite.proto.feed.v1.GetHomeResponse;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GetHomeIT {
  private static final int CAP = 30;
  private static final AtomicLong NEXT_USER = new AtomicLong(1000);

  private static FeedRig rig;

  @BeforeAll
  static void start() throws Exception {
    rig = new FeedRig(new TestEnv().redis().kafka().set("FEED_BIG_AUTHORS_KEPT", "1ms"), CAP);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void aMissingTimelineIsBuiltOnRead() {
    long me = user();
    long author = user();
    rig.world.link(me, author);
    rig.world.write(author);
    rig.world.write(me);

    assertThat(rig.wholeHome(me, 20)).isEqualTo(rig.world.home(me)).hasSize(2);
    assertThat(rig.list(me)).isEqualTo(rig.world.home(me));
  }

  @Test
  void whoFollowsNobodyAndWroteNothingHasAnEmptyHomeThatIsNotBuiltAgain() {
    long me = user();
    assertThat(rig.home(me, 0, 20)).isEqualTo(GetHomeResponse.getDefaultInstance());
    int before = rig.tweets.calls.get();
    assertThat(rig.home(me, 0, 20)).isEqualTo(GetHomeResponse.getDefaultInstance());
    assertThat(rig.tweets.calls.get()).isEqualTo(before);
  }

  @Test
  void aFirstPageAsksNobodyButRedis() {
    long me = user();
    write(me, 25);
    rig.home(me, 0, 20);
    int before = rig.tweets.calls.get();
    assertThat(rig.home(me, 0, 20).getEntriesCount()).isEqualTo(20);
    assertThat(rig.tweets.calls.get()).isEqualTo(before);
  }

  @Test
  void pagesPastTheCapGoOnInTheDatabaseAndEqualBruteForce() {
    long me = user();
    List<Long> authors = List.of(user(), user(), user());
    authors.forEach(author -> rig.world.link(me, author));
    for (int i = 0; i < 40; i++) {
      authors.forEach(rig.world::write);
    }
    for (int limit : new int[] {1, 7, 29, 30, 31, 100}) {
      assertThat(rig.wholeHome(me, limit)).as("limit %d", limit).isEqualTo(rig.world.home(me));
    }
    assertThat(rig.list(me)).hasSize(CAP);
  }

  @Test
  void theLastPageSaysThatItIsTheLast() {
    long me = user();
    write(me, 10);
    assertThat(rig.home(me, 0, 10).getNextCursor()).isZero();
    assertThat(rig.home(me, 0, 9).getNextCursor()).isNotZero();
  }

  @Test
  void cursorsStayStableWhileTweetsArrive() {
    long me = user();
    long author = user();
    rig.world.link(me, author);
    write(author, 50);
    List<TimelineEntry> before = rig.world.home(me);

    List<TimelineEntry> seen = new ArrayList<>();
    long cursor = 0;
    do {
      GetHomeResponse page = rig.home(me, cursor, 8);
      seen.addAll(FeedRig.entries(page));
      cursor = page.getNextCursor();
      List<Long> fresh = List.of(rig.world.tweet(author), rig.world.tweet(me));
      eventually(
          () -> assertThat(rig.list(me).stream().map(TimelineEntry::tweetId)).containsAll(fresh));
    } while (cursor != 0);

    assertThat(seen).isEqualTo(before);
  }

  @Test
  void mutedAndBlockedAuthorsAreLeftOutAndPagesAreFilledUp() {
    long me = user();
    long seen = user();
    long muted = user();
    long blocked = user();
    List.of(seen, muted, blocked).forEach(author -> rig.world.link(me, author));
    for (int i = 0; i < 12; i++) {
      rig.world.write(seen);
      write(muted, 2);
      rig.world.write(blocked);
    }
    rig.world.mute(me, muted);
    rig.world.block(blocked, me);

    assertThat(rig.home(me, 0, 5).getEntriesCount()).isEqualTo(5);
    assertThat(rig.wholeHome(me, 5)).isEqualTo(rig.world.home(me)).hasSize(12);
  }

  @Test
  void aTimelineOfMutedTweetsOnlyStillEnds() {
    long me = user();
    long muted = user();
    rig.world.link(me, muted);
    write(muted, 200);
    rig.world.mute(me, muted);
    assertThat(rig.wholeHome(me, 1)).isEmpty();
  }

  @Test
  void bigAuthorsAreMergedAtReadAndNotPushed() {
    long me = user();
    long big = user();
    long small = user();
    rig.world.makeBig(big);
    rig.world.link(me, big);
    rig.world.link(me, small);
    for (int i = 0; i < 60; i++) {
      rig.world.write(big);
      if (i % 4 == 0) {
        rig.world.write(small);
      }
    }
    assertThat(rig.wholeHome(me, 7)).isEqualTo(rig.world.home(me)).hasSize(75);
    assertThat(rig.list(me)).noneMatch(entry -> entry.authorId() == big).hasSize(15);

    long id = rig.world.tweet(big);
    eventually(() -> assertThat(rig.home(me, 0, 1).getEntries(0).getTweetId()).isEqualTo(id));
    assertThat(rig.home(big, 0, 1).getEntries(0).getTweetId()).isEqualTo(id);
    assertThat(rig.list(me)).noneMatch(entry -> entry.authorId() == big);
  }

  @Test
  void anAuthorWhoGrewBigIsSeenOnce() {
    long me = user();
    long author = user();
    rig.world.link(me, author);
    rig.home(me, 0, 1);
    long pushed = rig.world.tweet(author);
    eventually(() -> assertThat(rig.list(me)).hasSize(1));
    rig.world.makeBig(author);
    long merged = rig.world.tweet(author);

    eventually(
        () ->
            assertThat(rig.wholeHome(me, 10))
                .extracting(TimelineEntry::tweetId)
                .containsExactly(merged, pushed));
  }

  @Test
  void aReplyToSomebodyElseIsInNobodysHome() {
    long me = user();
    rig.home(me, 0, 1);
    rig.world.reply(me);
    long later = rig.world.tweet(me);
    eventually(() -> assertThat(rig.list(me)).isNotEmpty());
    assertThat(rig.list(me)).extracting(TimelineEntry::tweetId).containsExactly(later);
  }

  @Test
  void aDeletedTweetLeavesItsAuthorsTimeline() {
    long me = user();
    rig.home(me, 0, 1);
    long id = rig.world.tweet(me);
    eventually(() -> assertThat(rig.list(me)).hasSize(1));
    rig.world.delete(id, me);
    eventually(() -> assertThat(rig.list(me)).isEmpty());
    assertThat(rig.wholeHome(me, 10)).isEmpty();
  }

  @Test
  void onlySvcAdminDropsATimeline_S1() {
    long me = user();
    write(me, 1);
    rig.home(me, 0, 1);
    DropTimelineRequest request = DropTimelineRequest.newBuilder().setUserId(me).build();
    assertThatThrownBy(() -> Cluster.as(me, () -> rig.as("gateway").dropTimeline(request)))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("PERMISSION_DENIED");
    assertThat(rig.list(me)).hasSize(1);

    assertThat(rig.as("admin").dropTimeline(request)).isNotNull();
    assertThat(rig.list(me)).isEmpty();
    assertThat(rig.wholeHome(me, 10)).hasSize(1);

    assertThat(rig.list(me)).hasSize(1);
    assertThat(rig.as("admin").dropTimeline(DropTimelineRequest.getDefaultInstance())).isNotNull();
    assertThat(rig.list(me)).isEmpty();
    assertThat(rig.wholeHome(me, 10)).hasSize(1);
  }

  @Test
  void aTimelineLivesFromVisitToVisitOnly() {
    long me = user();
    write(me, 1);
    rig.home(me, 0, 1);
    assertThat(rig.redis.ttl("tl:" + me)).isBetween(29 * 86_400L, 30 * 86_400L);
    rig.redis.expire("tl:" + me, 100);
    rig.home(me, 0, 1);
    assertThat(rig.redis.ttl("tl:" + me)).isGreaterThan(29 * 86_400L);
  }

  @Test
  void badInputNamesTheField() {
    long me = user();
    for (int limit : new int[] {0, -1, 101}) {
      assertThatThrownBy(() -> rig.home(me, 0, limit)).hasMessageContaining("INVALID_ARGUMENT");
    }
    assertThatThrownBy(() -> rig.home(me, -5, 10)).hasMessageContaining("INVALID_ARGUMENT");
    assertThatThrownBy(
            () ->
                rig.as("gateway")
                    .getHome(
                        dev.twite.proto.feed.v1.GetHomeRequest.newBuilder().setLimit(1).build()))
        .hasMessageContaining("UNAUTHENTICATED");
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
