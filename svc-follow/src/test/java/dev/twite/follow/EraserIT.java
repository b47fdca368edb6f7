package dev.twite.follow;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.follow.FollowFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.EventProducer;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.follow.TopicReader.Told;
import dev.twite.proto.events.v1.UserDeleted;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EraserIT {
  private static FollowFixture fixture;

  @BeforeAll
  static void start() throws Exception {
    fixture = new FollowFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void aDeletedAccountLeavesNoRelationAndItsFollowsAreToldOnce() throws Exception {
    long gone = fixture.newUser();
    long bob = fixture.newUser();
    long cid = fixture.newUser();
    fixture.act(gone, FollowBlockingStub::followUser, bob);
    fixture.act(cid, FollowBlockingStub::muteUser, gone);
    fixture.act(gone, FollowBlockingStub::blockUser, cid);
    // More than two bites.
    fixture.insertFollowers(gone, 1_000_000, 450);

    delete(gone, 1);
    delete(gone, 2);
    try (TopicReader events = fixture.events()) {
      eventually(
          () -> {
            List<Told> told = events.about(gone);
            assertThat(told.stream().filter(event -> event.type().equals("FollowDeleted")))
                .hasSize(451)
                .doesNotHaveDuplicates();
            assertThat(told)
                .contains(
                    new Told(gone, "FollowDeleted", gone, bob),
                    new Told(1_000_000, "FollowDeleted", 1_000_000, gone),
                    new Told(cid, "MuteDeleted", cid, gone),
                    new Told(gone, "BlockDeleted", gone, cid));
          });
    }
    eventually(() -> assertThat(toErase()).isZero());
    assertThat(rowsOf(gone)).isZero();

    assertFails(
        ErrorCode.USER_NOT_FOUND, () -> fixture.act(bob, FollowBlockingStub::followUser, gone));
    assertFails(
        ErrorCode.SESSION_REVOKED, () -> fixture.act(gone, FollowBlockingStub::followUser, bob));
  }

  private static void delete(long user, long eventId) throws InterruptedException {
    String topic = Topic.USER.in(fixture.service.get(KafkaConfig.class));
    Event event =
        new Event(
            eventId,
            fixture.clock.instant(),
            UserDeleted.newBuilder().setUserId(user).build(),
            "",
            "");
    assertThat(
            fixture
                .service
                .get(EventProducer.class)
                .send(List.of(EventCodec.encode(topic, user, event))))
        .containsExactly(true);
  }

  private static int toErase() {
    return count("SELECT count(*) FROM deleted_user WHERE NOT erased AND 0 < :user", 1);
  }

  private static int rowsOf(long user) {
    return count(
        """
        SELECT (SELECT count(*) FROM follow WHERE :user IN (follower_id, followee_id))
          + (SELECT count(*) FROM block WHERE :user IN (blocker_id, blocked_id))
          + (SELECT count(*) FROM mute WHERE :user IN (muter_id, muted_id))
        """,
        user);
  }

  private static int count(String sql, long user) {
    return fixture
        .database()
        .read(handle -> handle.createQuery(sql).bind("user", user).mapTo(Integer.class).one());
  }
}
