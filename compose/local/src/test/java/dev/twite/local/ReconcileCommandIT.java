package dev.twite.local;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.config.SecretsFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code twitectl reconcile} against all of Twite. */
@ExtendWith(SharedTown.class)
class ReconcileCommandIT {
  @TempDir Path folder;

  @Test
  void everyCountIsProvedAndMended_R6(Town town) throws Exception {
    proveAndMend(town);
  }

  @Test
  @Tag("verify")
  void alsoWhereEachServiceIsAProcess_R6() throws Exception {
    try (Town town = Town.split(folder, Town.PATIENT)) {
      proveAndMend(town);
    }
  }

  private static void proveAndMend(Town town) throws Exception {
    Resident ada = Resident.moveIn(town.url(), "ada");
    Resident bob = Resident.moveIn(town.url(), "bob");
    String tweet = ada.tweet("Count me");
    bob.follow(ada);
    assertThat(bob.put("/v1/tweets/" + tweet + "/like").status()).isEqualTo(200);
    assertThat(bob.put("/v1/tweets/" + tweet + "/retweet").status()).isEqualTo(200);
    var counts = ada.get("/v1/tweets/" + tweet).body().path("counts");
    assertThat(counts.path("likes").asInt()).isEqualTo(1);
    assertThat(counts.path("retweets").asInt()).isEqualTo(1);
    eventually(
        () ->
            assertThat(ada.get("/v1/users/" + ada.id()).body().path("followers_count").asInt())
                .isEqualTo(1));
    eventually(
        () -> {
          Operator right = Operator.of(town, "reconcile");
          assertThat(right.out())
              .contains("like_counts ", "like_counts_in_redis", "tweet_counts", "profile_counts");
          assertThat(right.exitCode()).as(right.all()).isZero();
        });

    execute(town, "like", "UPDATE like_counts SET count = 7");
    execute(town, "tweet", "UPDATE tweet_counts SET retweets = 7");
    execute(town, "profile", "UPDATE profile_count SET followers = 7 WHERE followers = 1");
    Operator wrong = Operator.of(town, "reconcile");
    assertThat(wrong.exitCode()).as(wrong.all()).isEqualTo(1);
    Operator mended = Operator.of(town, "reconcile", "--repair");
    assertThat(mended.exitCode()).as(mended.all()).isZero();
    Operator after = Operator.of(town, "reconcile");
    assertThat(after.exitCode()).as(after.all()).isZero();
    assertThat(after.out()).doesNotContain("Did not answer");
  }

  private static void execute(Town town, String service, String sql) throws Exception {
    String variable = "TWITE_" + service.toUpperCase(java.util.Locale.ROOT) + "_PG_PASSWORD";
    String password = SecretsFile.read(town.settings().dataDir()).get(variable);
    String url = "jdbc:postgresql://127.0.0.1:" + town.settings().ports().postgres() + "/twite";
    try (Connection connection = DriverManager.getConnection(url, "twite_" + service, password);
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }
}
