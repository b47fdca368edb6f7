package dev.twite.profile.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.db.Database;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.profile.ProfileSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProfileDaoIT {
  private static Cluster cluster;
  private static Database database;

  @BeforeAll
  static void start() throws Exception {
    TestEnv env = new TestEnv().postgres("profile").kafka();
    env.set("PROFILE_HTTP_PORT", Integer.toString(Cluster.freePort()));
    cluster = new Cluster(env);
    database = cluster.start(new ProfileSpec()).get(Database.class);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void insertsOnceAndNeverOverATakenHandle() {
    database.run(
        handle -> {
          ProfileDao profiles = handle.attach(ProfileDao.class);
          assertThat(profiles.insert(10, "Robin", "Robin", 5)).isEqualTo(1);
          assertThat(profiles.insert(10, "Other", "Other", 6)).isZero();
          assertThat(profiles.insert(11, "ROBIN", "Robin", 6)).isZero();
          assertThat(profiles.byHandles(new String[] {"robin"}))
              .containsExactly(
                  new ProfileView(10, "Robin", "Robin", "", "", "", 0, 0, 5, 0, 0, 0, false, 0));
        });
  }

  @Test
  void erasingLeavesNothingPersonalAndFreesTheHandle() {
    database.run(
        handle -> {
          ProfileDao profiles = handle.attach(ProfileDao.class);
          profiles.insert(20, "finch", "Finch", 5);
          profiles.update(
              new ProfileFields(20, "finch", "Finch", "bio", "here", "https://a.example", 7, 8));
          profiles.erase(20);
          profiles.erase(21);
          assertThat(profiles.byIds(new long[] {20, 21})).isEmpty();
          assertThat(profiles.lock(20)).isEmpty();
          assertThat(
                  handle
                      .createQuery(
                          """
                          SELECT concat(handle, name, bio, location, website, avatar_media_id, banner_media_id)
                          FROM profile WHERE user_id = 20
                          """)
                      .mapTo(String.class)
                      .one())
              .isEqualTo("00");
          assertThat(profiles.insert(22, "Finch", "Finch", 6)).isEqualTo(1);
        });
  }

  @Test
  void onlyAnOlderHolderLosesTheHandle() {
    database.run(
        handle -> {
          ProfileDao profiles = handle.attach(ProfileDao.class);
          profiles.insert(30, "siskin", "Siskin", 5);
          assertThat(profiles.eraseOlderHolder("Siskin", 29)).isZero();
          assertThat(profiles.eraseOlderHolder("Siskin", 30)).isZero();
          assertThat(profiles.eraseOlderHolder("Siskin", 31)).isEqualTo(1);
        });
  }

  @Test
  void countsAddUpFromNothing() {
    database.run(
        handle -> {
          CountDao counts = handle.attach(CountDao.class);
          counts.add(40, 1, 0, 0);
          counts.add(40, 1, 0, 3);
          counts.add(40, -1, 2, 0);
          ProfileDao profiles = handle.attach(ProfileDao.class);
          profiles.insert(40, "linnet", "Linnet", 5);
          assertThat(profiles.byIds(new long[] {40}))
              .containsExactly(
                  new ProfileView(40, "linnet", "Linnet", "", "", "", 0, 0, 5, 1, 2, 3, false, 0));
        });
  }
}
