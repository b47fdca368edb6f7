package dev.twite.media;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.promised;
import static dev.twite.media.MediaFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.FieldError;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.TimedTest;
import dev.twite.media.store.BlobStore;
import dev.twite.media.testing.Samples;
import dev.twite.proto.events.v1.ProfileUpdated;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.UserDeleted;
import dev.twite.proto.media.v1.MediaItem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What uses a picture, and what becomes of one that nothing uses. */
class AttachmentIT {
  private static final Duration S4 = Duration.ofSeconds(5);

  @TempDir static Path folder;
  private static MediaFixture on;
  private static final AtomicLong IDS = new AtomicLong(5_000);
  private static final AtomicInteger SIZES = new AtomicInteger(20);

  @BeforeAll
  static void start() throws Exception {
    on = new MediaFixture(folder);
  }

  @AfterAll
  static void stop() {
    on.close();
  }

  @TimedTest
  void aPictureGoesWithItsTweetWithinFiveSeconds_S4() throws Exception {
    MediaItem item = fresh(7);
    long tweet = tweet(7, item);
    assertThat(on.fetch(item.getKey()).statusCode()).isEqualTo(200);
    on.publish(Topic.TWEET, tweet, deletion(7, tweet));
    promised(S4, () -> assertThat(on.fetch(item.getKey()).statusCode()).isEqualTo(404));
    promised(S4, () -> assertThat(on.fetch(item.getPreviewKey()).statusCode()).isEqualTo(404));
    assertThat(on.fetch(item.getKey(), "If-None-Match", "*").statusCode()).isEqualTo(404);
    assertThat(on.get(item.getId())).isEmpty();
  }

  @Test
  void onePictureOfTwoTweetsStaysUntilTheLastGoes() throws Exception {
    MediaItem item = fresh(7);
    long first = tweet(7, item);
    long second = tweet(7, item);
    on.publish(Topic.TWEET, first, deletion(7, first));
    settle(Topic.TWEET, first);
    settle(Topic.TWEET, second);
    assertThat(on.get(item.getId())).hasSize(1);
    on.publish(Topic.TWEET, second, deletion(7, second));
    eventually(() -> assertThat(on.get(item.getId())).isEmpty());
  }

  @Test
  void whatASecondTweetIsAboutToNameOutlivesTheFirst() throws Exception {
    MediaItem item = fresh(7);
    long first = IDS.incrementAndGet();
    long second = IDS.incrementAndGet();
    on.reserve(7, first, item.getId());
    on.reserve(7, second, item.getId());
    on.reserve(7, second, item.getId());
    tweet(7, first, item);
    on.publish(Topic.TWEET, first, deletion(7, first));
    settle(Topic.TWEET, first);
    assertThat(on.get(item.getId())).hasSize(1);
    tweet(7, second, item);
    on.publish(Topic.TWEET, second, deletion(7, second));
    eventually(() -> assertThat(on.get(item.getId())).isEmpty());
  }

  @TimedTest
  void aTweetThatFailsKeepsNothing_S4() throws Exception {
    MediaItem item = fresh(7);
    long first = tweet(7, item);
    long failed = IDS.incrementAndGet();
    long other = IDS.incrementAndGet();
    on.reserve(7, failed, item.getId());
    on.reserve(7, other, item.getId());
    on.publish(Topic.TWEET, first, deletion(7, first));
    settle(Topic.TWEET, first);
    // Nobody ends what another holds.
    on.release(8, failed);
    on.release(7, other);
    assertThat(on.get(item.getId())).hasSize(1);
    on.release(7, failed);
    on.release(7, failed);
    assertThat(on.get(item.getId())).isEmpty();
    promised(S4, () -> assertThat(on.fetch(item.getKey()).statusCode()).isEqualTo(404));
  }

  @Test
  void anotherChangeOfTheProfileEndsNoReservation() throws Exception {
    MediaItem item = fresh(11);
    long tweet = IDS.incrementAndGet();
    long change = IDS.incrementAndGet();
    on.reserve(11, tweet, item.getId());
    on.reserve(11, change, item.getId());
    on.publish(
        Topic.PROFILE,
        11,
        profile(11, item.getId(), 0).toBuilder().setPicturesHeldFor(change).build(),
        // Of the name, say.
        profile(11, item.getId(), 0),
        profile(11, 0, 0));
    settle(Topic.PROFILE, 11);
    assertThat(on.get(item.getId())).hasSize(1);
    assertThat(reservations(item)).isEqualTo(1);
    tweet(11, tweet, item);
    on.publish(Topic.TWEET, tweet, deletion(11, tweet));
    eventually(() -> assertThat(on.get(item.getId())).isEmpty());
  }

  @Test
  void whatMovesIsReservedAloneOrNotAtAll() throws Exception {
    MediaItem still = fresh(7);
    MediaItem moving = on.upload(7, Samples.gif(20, 20, 3));
    long tweet = IDS.incrementAndGet();
    assertThat(refusal(() -> on.reserve(7, tweet, still.getId(), moving.getId())).fields())
        .extracting(FieldError::field)
        .containsExactly("ids");
    assertThat(refusal(() -> on.reserve(7, 0, still.getId())).fields())
        .extracting(FieldError::field)
        .containsExactly("for_id");
    assertThat(reservations(still)).isZero();
    on.reserve(7, tweet, moving.getId());
    assertThat(reservations(moving)).isEqualTo(1);
  }

  @TimedTest
  void equalBytesOfTwoPeopleAreKeptOnceAndUntilTheLastGoes() throws Exception {
    byte[] bytes = Samples.png(33, 77);
    MediaItem mine = on.upload(7, bytes);
    MediaItem theirs = on.upload(8, bytes);
    assertThat(theirs.getKey()).isEqualTo(mine.getKey());
    assertThat(theirs.getId()).isNotEqualTo(mine.getId());
    long tweet = tweet(7, mine);
    on.publish(Topic.TWEET, tweet, deletion(7, tweet));
    eventually(() -> assertThat(on.get(mine.getId())).isEmpty());
    assertThat(on.fetch(theirs.getKey()).statusCode()).isEqualTo(200);
    on.publish(Topic.USER, 8, UserDeleted.newBuilder().setUserId(8).build());
    promised(S4, () -> assertThat(on.fetch(theirs.getKey()).statusCode()).isEqualTo(404));
  }

  @Test
  void aNewAvatarTakesTheOldOnesPlaceAndARedeliveryChangesNothing() throws Exception {
    MediaItem first = fresh(9);
    MediaItem second = fresh(9);
    ProfileUpdated before = profile(9, first.getId(), 0);
    on.publish(101, Topic.PROFILE, 9, before);
    on.publish(102, Topic.PROFILE, 9, profile(9, second.getId(), second.getId()));
    eventually(() -> assertThat(on.get(first.getId())).isEmpty());
    on.publish(101, Topic.PROFILE, 9, before);
    on.publish(102, Topic.PROFILE, 9, profile(9, second.getId(), second.getId()));
    settle(Topic.PROFILE, 9);
    assertThat(on.get(second.getId())).hasSize(1);
    on.publish(Topic.PROFILE, 9, profile(9, 0, second.getId()));
    settle(Topic.PROFILE, 9);
    assertThat(on.get(second.getId())).hasSize(1);
    on.publish(Topic.PROFILE, 9, profile(9, 0, 0));
    eventually(() -> assertThat(on.get(second.getId())).isEmpty());
  }

  @Test
  void onlyTheOwnerReservesAndAttaches_S1() throws Exception {
    MediaItem item = fresh(7);
    assertThat(refusal(() -> on.reserve(8, 1, item.getId())).code())
        .isEqualTo(ErrorCode.MEDIA_NOT_FOUND);
    assertThat(refusal(() -> on.reserve(7, 1, item.getId(), 1L)).code())
        .isEqualTo(ErrorCode.MEDIA_NOT_FOUND);
    on.reserve(7, IDS.incrementAndGet(), item.getId());
    // An event that names another's picture has no hold on it.
    long tweet = tweet(8, item);
    on.publish(Topic.TWEET, tweet, deletion(8, tweet));
    settle(Topic.TWEET, tweet);
    assertThat(on.get(item.getId())).hasSize(1);
  }

  @TimedTest
  void theAccountTakesItsPicturesAlong_S4() throws Exception {
    MediaItem used = fresh(10);
    MediaItem unused = fresh(10);
    tweet(10, used);
    on.publish(Topic.USER, 10, UserDeleted.newBuilder().setUserId(10).build());
    promised(S4, () -> assertThat(on.fetch(used.getKey()).statusCode()).isEqualTo(404));
    assertThat(on.get(used.getId(), unused.getId())).isEmpty();
  }

  @Test
  void whatNothingUsesIsSweptAfterADayAndItsBytesToo() throws Exception {
    try (MediaFixture own = new MediaFixture(folder.resolve("swept"))) {
      MediaItem unused = own.upload(7, Samples.png(50, 50));
      MediaItem reserved = own.upload(7, Samples.png(51, 51));
      MediaItem used = own.upload(7, Samples.png(52, 52));
      own.reserve(7, 2, reserved.getId());
      own.publish(
          Topic.TWEET,
          1,
          TweetCreated.newBuilder().setTweetId(1).setAuthorId(7).addMediaIds(used.getId()).build());
      eventually(() -> assertThat(attachments(own)).isEqualTo(1));
      Sweeper sweeper = own.service.get(Sweeper.class);
      own.clock.advance(Duration.ofHours(23));
      sweeper.sweep();
      assertThat(own.get(unused.getId())).hasSize(1);
      own.clock.advance(Duration.ofHours(2));
      sweeper.sweep();
      assertThat(own.get(unused.getId(), reserved.getId(), used.getId()))
          .containsExactly(reserved, used);
      BlobStore store = own.service.get(BlobStore.class);
      assertThat(store.open(unused.getKey(), 0, 1)).isEmpty();
      assertThat(store.open(used.getKey(), 0, 1)).isPresent();
      own.clock.advance(Duration.ofDays(8));
      sweeper.sweep();
      assertThat(own.get(reserved.getId(), used.getId())).containsExactly(used);
      // The same bytes can come again.
      MediaItem again = own.upload(8, Samples.png(50, 50));
      assertThat(again.getKey()).isEqualTo(unused.getKey());
      eventually(() -> assertThat(own.fetch(again.getKey()).statusCode()).isEqualTo(200));
    }
  }

  private static long attachments(MediaFixture of) {
    return of.service
        .get(Database.class)
        .read(
            handle ->
                handle.createQuery("SELECT count(*) FROM attachment").mapTo(Long.class).one());
  }

  /** One with a preview of its own that no other test has. */
  private static MediaItem fresh(long owner) {
    return on.upload(owner, Samples.png(700, SIZES.incrementAndGet()));
  }

  private static long reservations(MediaItem item) {
    return on.service
        .get(Database.class)
        .read(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM reservation WHERE media_id = :id")
                    .bind("id", item.getId())
                    .mapTo(Long.class)
                    .one());
  }

  private static long tweet(long author, MediaItem item) throws Exception {
    long id = IDS.incrementAndGet();
    tweet(author, id, item);
    return id;
  }

  private static void tweet(long author, long id, MediaItem item) throws Exception {
    on.publish(
        Topic.TWEET,
        id,
        TweetCreated.newBuilder()
            .setTweetId(id)
            .setAuthorId(author)
            .addMediaIds(item.getId())
            .build());
  }

  private static TweetDeleted deletion(long author, long tweet) {
    return TweetDeleted.newBuilder().setTweetId(tweet).setAuthorId(author).build();
  }

  private static ProfileUpdated profile(long user, long avatar, long banner) {
    return ProfileUpdated.newBuilder()
        .setUserId(user)
        .setAvatarMediaId(avatar)
        .setBannerMediaId(banner)
        .build();
  }

  /** Returns when all that was published before under that key has been taken in. */
  private static void settle(Topic topic, long key) throws Exception {
    MediaItem marker = fresh(99);
    long id = IDS.incrementAndGet();
    if (topic == Topic.PROFILE) {
      on.publish(topic, key, profile(99, marker.getId(), 0), profile(99, 0, 0));
    } else {
      TweetCreated made =
          TweetCreated.newBuilder()
              .setTweetId(id)
              .setAuthorId(99)
              .addMediaIds(marker.getId())
              .build();
      on.publish(topic, key, made, deletion(99, id));
    }
    eventually(() -> assertThat(on.get(marker.getId())).isEmpty());
  }
}
