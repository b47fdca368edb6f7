package dev.twite.notification;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.notification.testing.Rig;
import dev.twite.notification.testing.Told;
import dev.twite.proto.events.v1.NotificationCreated;
import dev.twite.proto.notification.v1.Notification;
import dev.twite.proto.notification.v1.NotificationType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** "A, B and 12 others". */
class GroupingIT {
  private static Rig rig;
  private static Told told;

  @BeforeAll
  static void start() throws Exception {
    rig = new Rig();
    told = new Told(rig.env);
  }

  @AfterAll
  static void stop() {
    told.close();
    rig.close();
  }

  private final long author = rig.newId();
  private final long tweet = rig.newId();

  @Test
  void likesOfATweetAreOneGroupOfAandBand12Others() {
    List<Long> likers = likes(14);
    Notification group = rig.only(author);
    assertThat(group.getType()).isEqualTo(NotificationType.LIKE);
    assertThat(group.getTweetId()).isEqualTo(tweet);
    assertThat(group.getActorsCount()).isEqualTo(14);
    assertThat(group.getActorIdsList()).hasSize(10).doesNotHaveDuplicates();
    assertThat(likers).containsAll(group.getActorIdsList());
    assertThat(rig.unread(author)).isEqualTo(1);
  }

  @Test
  void theLastLikeIsNamedFirstAndMovesItsGroupUp() {
    long other = rig.newId();
    long first = likeOf(tweet);
    long firstId = rig.only(author).getId();
    likeOf(other);
    assertThat(rig.list(author)).extracting(Notification::getTweetId).containsExactly(other, tweet);
    long last = likeOf(tweet);
    List<Notification> groups = rig.list(author);
    assertThat(groups).extracting(Notification::getTweetId).containsExactly(tweet, other);
    assertThat(groups.getFirst().getActorIdsList()).containsExactly(last, first);
    assertThat(groups.getFirst().getId()).isGreaterThan(groups.getLast().getId());
    assertThat(groups.getLast().getId()).isGreaterThan(firstId);
    assertThat(rig.byIds(author, List.of(groups.getLast().getId(), 1L, firstId)))
        .containsExactly(groups.getLast());
  }

  @Test
  void whatComesAfterReadingIsANewGroup() {
    long before = likeOf(tweet);
    rig.markRead(author, 0);
    long after = likeOf(tweet);
    List<Notification> groups = rig.list(author);
    assertThat(groups).hasSize(2);
    assertThat(groups.get(0).getActorIdsList()).containsExactly(after);
    assertThat(groups.get(0).getRead()).isFalse();
    assertThat(groups.get(1).getActorIdsList()).containsExactly(before);
    assertThat(groups.get(1).getRead()).isTrue();
  }

  @Test
  void followsAreGroupedByDayAndRepliesNotAtAll() {
    for (int i = 0; i < 3; i++) {
      rig.world.follow(rig.newId(), author);
      rig.world.reply(rig.newId(), tweet, author);
    }
    rig.settle();
    List<Notification> all = rig.list(author);
    assertThat(all)
        .extracting(Notification::getType)
        .containsExactlyInAnyOrder(
            NotificationType.FOLLOW,
            NotificationType.REPLY,
            NotificationType.REPLY,
            NotificationType.REPLY);
    Notification follows =
        all.stream()
            .filter(one -> one.getType() == NotificationType.FOLLOW)
            .findAny()
            .orElseThrow();
    assertThat(follows.getActorsCount()).isEqualTo(3);
    assertThat(follows.getTweetId()).isZero();
    rig.world.later(Duration.ofDays(1));
    rig.world.follow(rig.newId(), author);
    rig.settle();
    rig.world.later(Duration.ofDays(-1));
    assertThat(rig.list(author).getFirst().getType()).isEqualTo(NotificationType.FOLLOW);
    assertThat(rig.list(author).getFirst().getActorsCount()).isEqualTo(1);
  }

  @Test
  void whoTakesALikeBackIsNotCountedAndAnEmptyGroupGoes() {
    List<Long> likers = likes(3);
    rig.world.unlike(likers.get(1), tweet, author);
    rig.settle();
    assertThat(rig.only(author).getActorsCount()).isEqualTo(2);
    assertThat(rig.only(author).getActorIdsList()).doesNotContain(likers.get(1));
    rig.world.unlike(likers.get(0), tweet, author);
    rig.world.unlike(likers.get(2), tweet, author);
    rig.settle();
    assertThat(rig.list(author)).isEmpty();
    assertThat(rig.unread(author)).isZero();
  }

  @Test
  void aStormOfLikesAndUnlikesTellsOnce() {
    long fan = rig.newId();
    for (int i = 0; i < 20; i++) {
      rig.world.like(fan, tweet, author);
      rig.world.unlike(fan, tweet, author);
    }
    rig.world.like(fan, tweet, author);
    rig.settle();
    assertThat(rig.only(author).getActorIdsList()).containsExactly(fan);
    assertToldOnly(1);
    // Read in between, it comes back as read.
    rig.markRead(author, 0);
    rig.world.unlike(fan, tweet, author);
    rig.settle();
    assertThat(rig.list(author)).isEmpty();
    rig.world.like(fan, tweet, author);
    rig.settle();
    assertThat(rig.only(author).getRead()).isTrue();
    assertThat(rig.unread(author)).isZero();
    assertToldOnly(1);
  }

  @Test
  void whoComesBackJoinsTheGroupThatWasOpenedMeanwhile() {
    long first = likeOf(tweet);
    rig.world.unlike(first, tweet, author);
    rig.settle();
    long second = likeOf(tweet);
    rig.world.like(first, tweet, author);
    rig.settle();
    assertThat(rig.only(author).getActorIdsList()).containsExactly(second, first);
    assertToldOnly(2);
  }

  @Test
  void aLikeDoneAnewAfterADayIsNewsAgain() {
    long fan = likeOf(tweet);
    rig.world.unlike(fan, tweet, author);
    rig.settle();
    rig.world.later(Duration.ofHours(25));
    rig.world.like(fan, tweet, author);
    rig.settle();
    rig.world.later(Duration.ofHours(-25));
    assertThat(rig.only(author).getActorIdsList()).containsExactly(fan);
    assertToldOnly(2);
  }

  @Test
  void newsOlderThanADayIsListedButNotTold() {
    rig.world.later(Duration.ofHours(-25));
    likeOf(tweet);
    rig.world.later(Duration.ofHours(25));
    assertThat(rig.list(author)).hasSize(1);
    long fresh = likeOf(rig.newId());
    eventually(
        () ->
            assertThat(told.to(author))
                .extracting(NotificationCreated::getActorId)
                .containsExactly(fresh));
  }

  @Test
  void nobodyHearsOfThemselves() {
    rig.world.like(author, tweet, author);
    rig.world.reply(author, tweet, author);
    rig.world.retweet(author, tweet, author);
    rig.world.mention(author, author);
    rig.settle();
    assertThat(rig.list(author)).isEmpty();
  }

  @Test
  void pagesHaveEverythingOnceAndKeepTheirPlace() {
    for (int i = 0; i < 7; i++) {
      likeOf(rig.newId());
    }
    List<Notification> whole = rig.list(author);
    List<Notification> paged = new ArrayList<>();
    long cursor = 0;
    do {
      var page = rig.page(author, cursor, 3);
      paged.addAll(page.getNotificationsList());
      cursor = page.getNextCursor();
    } while (cursor != 0);
    assertThat(paged).isEqualTo(whole).hasSize(7);
    assertThat(whole)
        .extracting(Notification::getId)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  private List<Long> likes(int count) {
    List<Long> likers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      likers.add(rig.newId());
      rig.world.like(likers.getLast(), tweet, author);
    }
    rig.settle();
    return likers;
  }

  private long likeOf(long liked) {
    long fan = rig.newId();
    rig.world.like(fan, liked, author);
    rig.settle();
    return fan;
  }

  /** Everything there was to tell has been told. */
  private void assertToldOnly(int times) {
    rig.drain();
    assertThat(told.to(author)).hasSize(times);
  }
}
