package dev.twite.notification;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.OwnProcess;
import dev.twite.common.testing.TestEnv;
import dev.twite.notification.testing.Rig;
import dev.twite.notification.testing.Told;
import dev.twite.notification.testing.Town;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real process, really killed, in the middle of a stream of events. */
@Tag("verify")
class CrashIT {
  private static final int KILLS = 5;
  private static final int EACH = 600;
  // A killed consumer's partitions are free after its session, ten seconds.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void fiveKillsLeaveExactlyTheRightLists_R5_R8() throws Exception {
    try (Rig rig = new Rig();
        Told told = new Told(rig.env);
        OwnProcess process = new OwnProcess(rig.env, "notification", NotificationMain.class)) {
      rig.stop();
      Town town = new Town(rig.world, 8);
      process.neighbour("follow", rig.world.follow).start();
      for (int kill = 0; kill < KILLS; kill++) {
        int before = told.deeds().size();
        for (int i = 0; i < EACH; i++) {
          town.act();
        }
        rig.world.flush();
        // In mid-stream: some have arrived, most have not.
        within(PATIENCE, () -> assertThat(told.deeds().size()).isGreaterThan(before + 20));
        process.kill();
        process.start();
      }
      rig.settle(PATIENCE);
      process.kill();
      rig.start();
      rig.settle(PATIENCE);
      for (long person : town.people()) {
        assertThat(Town.of(rig.list(person))).isEqualTo(town.expected(person));
      }
      rig.drain();
      within(
          PATIENCE,
          () ->
              assertThat(told.deeds())
                  .doesNotHaveDuplicates()
                  .containsAll(town.standing())
                  .isSubsetOf(town.ever()));
      assertThat(deadLetters(rig.env)).isZero();
    }
  }

  private static long deadLetters(TestEnv env) {
    long found = 0;
    for (String topic :
        new String[] {"twite.like.v1", "twite.tweet.v1", "twite.follow.v1", "twite.user.v1"}) {
      String name = env.asMap().get("TWITE_KAFKA_PREFIX") + topic + ".dlt";
      try (var reader = new dev.twite.common.testing.TopicReader(env, name)) {
        found += reader.size();
      }
    }
    return found;
  }
}
