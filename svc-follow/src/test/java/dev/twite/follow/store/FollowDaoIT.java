package dev.twite.follow.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.db.Database;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.follow.FollowSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FollowDaoIT {
  private static Cluster cluster;
  private static Database database;

  @BeforeAll
  static void start() throws Exception {
    cluster = new Cluster(new TestEnv().postgres("follow").redis().kafka());
    database = cluster.start(new FollowSpec()).get(Database.class);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void aRowIsInsertedAndDeletedOnce() {
    database.run(
        handle -> {
          FollowDao follows = handle.attach(FollowDao.class);
          assertThat(follows.insert(1, 10, 11, 5)).isEqualTo(1);
          assertThat(follows.insert(2, 10, 11, 5)).isZero();
          assertThat(follows.delete(10, 11)).isEqualTo(1);
          assertThat(follows.delete(10, 11)).isZero();
        });
  }

  @Test
  void listsGoByIdAndFanOutByFollower() {
    database.run(
        handle -> {
          FollowDao follows = handle.attach(FollowDao.class);
          follows.insert(100, 23, 20, 5);
          follows.insert(101, 21, 20, 5);
          follows.insert(102, 22, 20, 5);
          assertThat(follows.followers(20, 102, 10))
              .containsExactly(new ListRow(101, 21), new ListRow(100, 23));
          assertThat(follows.followerIdsAfter(20, 21, 10)).containsExactly(22L, 23L);
          assertThat(follows.followingIds(21)).containsExactly(20L);
        });
  }

  @Test
  void countsGoNoFurtherThanAsked() {
    database.run(
        handle -> {
          FollowDao follows = handle.attach(FollowDao.class);
          for (int i = 1; i <= 5; i++) {
            follows.insert(200 + i, 30 + i, 30, 5);
            follows.insert(300 + i, 40, 40 + i, 5);
          }
          assertThat(follows.countFollowers(30, 3)).isEqualTo(3);
          assertThat(follows.countFollowers(30, 9)).isEqualTo(5);
          assertThat(follows.countFollowing(40, 3)).isEqualTo(3);
          assertThat(follows.countFollowing(40, 9)).isEqualTo(5);
        });
  }

  @Test
  void deletesInBitesFromBothEnds() {
    database.run(
        handle -> {
          FollowDao follows = handle.attach(FollowDao.class);
          follows.insert(401, 51, 50, 5);
          follows.insert(402, 52, 50, 5);
          follows.insert(403, 50, 53, 5);
          follows.insert(404, 51, 52, 5);
          assertThat(follows.deleteSome(50, 1)).hasSize(2).contains(new Edge(50, 53));
          assertThat(follows.deleteSome(50, 1)).hasSize(1);
          assertThat(follows.deleteSome(50, 1)).isEmpty();
          assertThat(follows.followingIds(51)).containsExactly(52L);
        });
  }
}
