package dev.twite.notification;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.notification.testing.LiveTap;
import dev.twite.notification.testing.Rig;
import dev.twite.notification.testing.Told;
import dev.twite.notification.testing.Town;
import dev.twite.notification.testing.Town.Deed;
import dev.twite.proto.notification.v1.Notification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever Kafka delivers again changes nothing. */
class ReplayIT {
  private static final int DEEDS = 600;

  @Test
  void replayFromOffsetZeroNotifiesNobodyTwice_R5() throws Exception {
    try (Rig rig = new Rig();
        Told told = new Told(rig.env)) {
      Town town = new Town(rig.world, 5);
      long blocker = rig.newId();
      long blocked = rig.newId();
      long tweet = rig.newId();
      // Refused at its time; wanted by the time it comes again.
      rig.set(blocker, Rig.everything().setRetweet(false).build());
      rig.world.retweet(rig.newId(), tweet, blocker);
      for (int i = 0; i < DEEDS; i++) {
        town.act();
      }
      rig.world.like(blocked, tweet, blocker);
      rig.world.block(blocker, blocked);
      rig.settle();
      rig.world.unblock(blocker, blocked);
      rig.settle();
      rig.set(blocker, Rig.everything().build());
      for (long person : town.people()) {
        assertThat(Town.of(rig.list(person))).isEqualTo(town.expected(person));
      }
      assertThat(rig.list(blocker)).isEmpty();
      // Some have read all, some have not.
      for (long person : town.people().subList(0, 4)) {
        rig.markRead(person, 0);
      }
      rig.drain();
      eventually(() -> assertThat(told.deeds()).containsAll(town.standing()));
      List<Deed> toldBefore = told.deeds();
      assertThat(toldBefore).doesNotHaveDuplicates();
      Map<Long, List<Notification>> before = lists(rig, town);
      long reader = town.people().getFirst();
      try (LiveTap tap = new LiveTap(rig.env, reader)) {
        rig.replay();
        rig.replay();
        assertThat(lists(rig, town)).isEqualTo(before);
        assertThat(rig.list(blocker)).isEmpty();
        assertThat(rig.unread(reader)).isZero();
        // What comes now is the first thing that anybody hears since.
        rig.world.mention(rig.newId(), reader);
        rig.settle();
        rig.drain();
        eventually(() -> assertThat(told.deeds()).hasSize(toldBefore.size() + 1));
        eventually(() -> assertThat(tap.events()).hasSize(1));
      }
    }
  }

  private static Map<Long, List<Notification>> lists(Rig rig, Town town) {
    Map<Long, List<Notification>> lists = new HashMap<>();
    town.people().forEach(person -> lists.put(person, rig.list(person)));
    return lists;
  }
}
