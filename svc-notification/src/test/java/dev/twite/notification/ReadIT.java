package dev.twite.notification;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.db.Database;
import dev.twite.common.db.Housekeeping;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.notification.testing.LiveTap;
import dev.twite.notification.testing.Rig;
import dev.twite.proto.live.v1.LiveEvent;
import dev.twite.proto.notification.v1.CountUnreadRequest;
import dev.twite.proto.notification.v1.GetSettingsRequest;
import dev.twite.proto.notification.v1.ListNotificationsRequest;
import dev.twite.proto.notification.v1.MarkReadRequest;
import dev.twite.proto.notification.v1.Notification;
import dev.twite.proto.notification.v1.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reading, marking and settings, for their owner and nobody else. */
class ReadIT {
  private static Rig rig;

  @BeforeAll
  static void start() throws Exception {
    rig = new Rig();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private final long user = rig.newId();

  @Test
  void theMarkerGoesForwardsOnlyAndNeverIntoTheFuture() {
    mentions(4);
    List<Notification> all = rig.list(user);
    assertThat(rig.unread(user)).isEqualTo(4);
    assertThat(rig.markRead(user, all.get(2).getId())).isEqualTo(2);
    assertThat(rig.list(user))
        .extracting(Notification::getRead)
        .containsExactly(false, false, true, true);
    assertThat(rig.markRead(user, all.get(3).getId())).isEqualTo(2);
    assertThat(rig.markRead(user, 1)).isEqualTo(2);
    assertThat(rig.markRead(user, Long.MAX_VALUE)).isZero();
    mentions(1);
    assertThat(rig.unread(user)).isEqualTo(1);
    assertThat(rig.markRead(user, 0)).isZero();
    assertThat(rig.unread(user)).isZero();
  }

  @Test
  void unreadGroupsAreCountedToAThousand() {
    rig.get(Database.class)
        .run(
            handle -> {
              handle.execute("INSERT INTO recipient (user_id, last_id) VALUES (?, 2000)", user);
              handle.execute(
                  """
                  INSERT INTO notification (recipient_id, group_id, id, type, subject_id,
                    actors_count, opened_at_ms, last_at_ms)
                  SELECT ?, i, i, 4, i, 1, 1, 1 FROM generate_series(1, 1500) AS i
                  """,
                  user);
            });
    assertThat(rig.unread(user)).isEqualTo(NotificationReader.MAX_UNREAD);
    assertThat(rig.markRead(user, 1_000)).isEqualTo(500);
    // All of 1970: housekeeping takes them.
    rig.get(Housekeeping.class).sweep();
    assertThat(rig.unread(user)).isZero();
    assertThat(rig.list(user)).isEmpty();
  }

  @Test
  void nobodyReadsOrMarksAnothers_S1() {
    mentions(2);
    long id = rig.list(user).getFirst().getId();
    long stranger = rig.newId();
    assertThat(rig.list(stranger)).isEmpty();
    assertThat(rig.byIds(stranger, List.of(id))).isEmpty();
    assertThat(rig.unread(stranger)).isZero();
    assertThat(rig.markRead(stranger, id)).isZero();
    assertThat(rig.markRead(stranger, 0)).isZero();
    rig.set(stranger, Settings.newBuilder().setLike(false).build());
    assertThat(rig.unread(user)).isEqualTo(2);
    assertThat(settings(user)).isEqualTo(Rig.everything().build());
  }

  @Test
  void withoutACallerThereIsNothing_S1() {
    assertFails(
        ErrorCode.UNAUTHENTICATED,
        () -> list(ListNotificationsRequest.newBuilder().setLimit(20).build()));
    assertFails(
        ErrorCode.UNAUTHENTICATED,
        () -> Objects.requireNonNull(rig.stub.markRead(MarkReadRequest.getDefaultInstance())));
    assertFails(
        ErrorCode.UNAUTHENTICATED,
        () ->
            Objects.requireNonNull(rig.stub.countUnread(CountUnreadRequest.newBuilder().build())));
    assertFails(
        ErrorCode.UNAUTHENTICATED,
        () ->
            Objects.requireNonNull(rig.stub.getSettings(GetSettingsRequest.newBuilder().build())));
    assertFails(
        ErrorCode.UNAUTHENTICATED,
        () -> Objects.requireNonNull(rig.stub.updateSettings(Settings.getDefaultInstance())));
  }

  @Test
  void argumentsAreBounded_S14() {
    assertFault("limit:out_of_range", () -> rig.page(user, 0, 0));
    assertFault("limit:out_of_range", () -> rig.page(user, 0, 101));
    assertFault("cursor:invalid_cursor", () -> rig.page(user, -1, 1));
    assertFault("up_to_id:invalid_format", () -> rig.markRead(user, -1));
    assertFault(
        "ids:too_many", () -> rig.byIds(user, LongStream.rangeClosed(1, 101).boxed().toList()));
  }

  @Test
  void settingsAreKept() {
    assertThat(settings(user)).isEqualTo(Rig.everything().build());
    Settings changed = Rig.everything().setQuote(false).setOnlyFollowed(true).build();
    assertThat(rig.set(user, changed)).isEqualTo(changed);
    assertThat(settings(user)).isEqualTo(changed);
    // What is not given stays: two changes of different settings lose nothing of each other.
    assertThat(rig.set(user, Settings.newBuilder().setLike(false).build()))
        .isEqualTo(changed.toBuilder().setLike(false).build());
  }

  @Test
  void socketsHearOfWhatIsNewAndOfWhatWasRead() {
    try (LiveTap tap = new LiveTap(rig.env, user)) {
      long tweet = rig.newId();
      rig.world.like(rig.newId(), tweet, user);
      rig.settle();
      eventually(() -> assertThat(tap.events()).hasSize(1));
      LiveEvent created = tap.events().getFirst();
      assertThat(created.getType()).isEqualTo(LiveEvent.Type.NOTIFICATION_CREATED);
      assertThat(created.getNotificationId()).isEqualTo(rig.only(user).getId());
      assertThat(created.getTweetId()).isEqualTo(tweet);
      assertThat(created.getOccurredAtMs()).isEqualTo(rig.only(user).getCreatedAtMs());
      rig.markRead(user, 0);
      rig.markRead(user, 0);
      mentions(1);
      eventually(() -> assertThat(tap.events()).hasSize(3));
      LiveEvent read = tap.events().get(1);
      assertThat(read.getType()).isEqualTo(LiveEvent.Type.NOTIFICATION_READ);
      assertThat(read.getNotificationId()).isEqualTo(created.getNotificationId());
      assertThat(read.getUnread()).isZero();
      assertThat(read.getOccurredAtMs()).isCloseTo(System.currentTimeMillis(), within());
    }
  }

  private static org.assertj.core.data.Offset<Long> within() {
    return Assertions.within(Duration.ofMinutes(1).toMillis());
  }

  private void mentions(int count) {
    for (int i = 0; i < count; i++) {
      rig.world.mention(rig.newId(), user);
    }
    rig.settle();
  }

  private static Settings settings(long of) {
    return dev.twite.common.testing.Cluster.as(
        of, () -> rig.stub.getSettings(GetSettingsRequest.getDefaultInstance()));
  }

  private static Object list(ListNotificationsRequest request) {
    return rig.stub.listNotifications(request);
  }

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThat(error(call).code()).isEqualTo(code);
  }

  private static void assertFault(String fault, ThrowingCallable call) {
    assertThat(error(call).fields())
        .extracting(field -> field.field() + ":" + field.code())
        .containsExactly(fault);
  }

  private static TwiteException error(ThrowingCallable call) {
    return GrpcErrors.toError(Assertions.catchThrowable(call));
  }
}
