package dev.twite.notification;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.promised;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.db.Database;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.TimedTest;
import dev.twite.notification.testing.Rig;
import dev.twite.proto.notification.v1.Notification;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Of whom nothing is heard: the blocked, the muted, the gone. */
class SilenceIT {
  private static final Duration S4 = Duration.ofSeconds(5);

  private static Rig rig;

  @BeforeAll
  static void start() throws Exception {
    rig = new Rig();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private final long author = rig.newId();
  private final long other = rig.newId();
  private final long tweet = rig.newId();

  @TimedTest
  void aBlockTakesOutWhatEachCausedForTheOther_S4() {
    long third = rig.newId();
    rig.world.like(other, tweet, author);
    rig.world.like(third, tweet, author);
    rig.world.follow(author, other);
    rig.settle();
    assertThat(rig.only(author).getActorsCount()).isEqualTo(2);
    assertThat(rig.list(other)).hasSize(1);
    rig.world.block(author, other);
    promised(
        S4,
        () -> {
          assertThat(rig.only(author).getActorIdsList()).containsExactly(third);
          assertThat(rig.only(author).getActorsCount()).isEqualTo(1);
          assertThat(rig.list(other)).isEmpty();
          assertThat(rig.unread(other)).isZero();
        });
    // Nor does anything new come, either way.
    rig.world.mention(other, author);
    rig.world.mention(author, other);
    rig.settle();
    assertThat(rig.list(author)).hasSize(1);
    assertThat(rig.list(other)).isEmpty();
    // And nothing of it comes back with the end of the block.
    rig.world.unblock(author, other);
    rig.settle();
    assertThat(standing(other)).isZero();
    assertThat(rig.only(author).getActorIdsList()).containsExactly(third);
    assertThat(rig.list(other)).isEmpty();
    // What comes from now on is heard at once, for no filter of before is kept.
    rig.world.mention(other, author);
    rig.world.mention(author, other);
    rig.settle();
    promised(S4, () -> assertThat(rig.list(author)).hasSize(2));
    promised(S4, () -> assertThat(rig.list(other)).hasSize(1));
  }

  @TimedTest
  void aBlockCountsAtReadBeforeItsEventIsThere_S4() {
    rig.world.like(other, tweet, author);
    rig.settle();
    assertThat(rig.list(author)).hasSize(1);
    rig.world.follow.block(author, other);
    promised(S4, () -> assertThat(rig.list(author)).isEmpty());
    eventually(() -> assertThat(rig.unread(author)).isZero());
  }

  @TimedTest
  void theMutedAreHiddenWhileTheyAreMuted_S4() {
    long third = rig.newId();
    rig.world.like(other, tweet, author);
    rig.world.like(third, tweet, author);
    rig.world.mention(other, author);
    rig.settle();
    assertThat(rig.list(author)).hasSize(2);
    rig.world.mute(author, other);
    promised(
        S4,
        () -> {
          Notification left = rig.only(author);
          assertThat(left.getActorIdsList()).containsExactly(third);
          assertThat(left.getActorsCount()).isEqualTo(1);
          assertThat(rig.unread(author)).isEqualTo(1);
          assertThat(rig.byIds(author, java.util.List.of(left.getId()))).containsExactly(left);
        });
    rig.world.mention(other, author);
    rig.settle();
    rig.world.unmute(author, other);
    // What was there before is back, what came meanwhile never is.
    promised(S4, () -> assertThat(rig.list(author)).hasSize(2));
    assertThat(rig.unread(author)).isEqualTo(2);
    // And what comes from now on is heard.
    rig.settle();
    rig.world.mention(other, author);
    rig.settle();
    promised(S4, () -> assertThat(rig.list(author)).hasSize(3));
  }

  @Test
  void anOutageOfTheGraphMakesTheConsumerWait_R8() {
    rig.world.follow.away = true;
    try {
      rig.world.like(other, tweet, author);
      rig.world.flush();
      eventually(() -> assertThat(waits()).isPositive());
    } finally {
      rig.world.follow.away = false;
    }
    rig.settle();
    assertThat(rig.only(author).getActorIdsList()).containsExactly(other);
  }

  @TimedTest
  void anAccountTakesEverythingOfAndByItAway() {
    long third = rig.newId();
    rig.world.like(other, tweet, author);
    rig.world.like(third, tweet, author);
    rig.world.follow(other, author);
    rig.world.mention(author, other);
    rig.settle();
    assertThat(rig.list(other)).hasSize(1);
    rig.world.deleteUser(other);
    promised(
        S4,
        () -> {
          assertThat(rig.only(author).getActorIdsList()).containsExactly(third);
          assertThat(rig.only(author).getActorsCount()).isEqualTo(1);
          assertThat(rig.list(other)).isEmpty();
        });
    rig.settle();
    rig.world.like(other, rig.newId(), author);
    rig.world.mention(author, other);
    rig.settle();
    assertThat(rig.list(author)).hasSize(1);
    assertThat(rig.list(other)).isEmpty();
  }

  /** What counts of an actor, whoever may see it. */
  private static long standing(long actor) {
    return rig.get(Database.class)
        .<Long>read(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM cause WHERE actor_id = :actor AND active")
                    .bind("actor", actor)
                    .mapTo(Long.class)
                    .one());
  }

  private static double waits() {
    Double waits =
        rig.get(Metrics.class)
            .registry()
            .getSampleValue(
                "twite_consumer_waits_total",
                new String[] {"group", "topic"},
                new String[] {
                  rig.env.asMap().get("TWITE_KAFKA_PREFIX") + "notification-likes",
                  rig.env.asMap().get("TWITE_KAFKA_PREFIX") + "twite.like.v1"
                });
    return waits == null ? 0 : waits;
  }
}
