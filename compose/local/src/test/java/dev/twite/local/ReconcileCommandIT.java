package dev.twite.local;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code make reconcile} against all of Twite. */
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

  @Test
  void withoutARunItSaysSo() {
    int base = FreeBase.next();
    Settings settings =
        new Settings(
            new Options(false, false, Set.of()),
            AllServices.list(),
            new Ports(base, base),
            folder,
            Map.of());
    assertThatThrownBy(() -> Reconciliation.ask(settings, false))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("make run");
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
          Reconciliation right = Reconciliation.ask(town.settings(), false);
          assertThat(right.table())
              .contains("like_counts ", "like_counts_in_redis", "tweet_counts", "profile_counts");
          assertThat(right.exitCode()).as(right.table()).isZero();
        });

    execute(town, "like", "UPDATE like_counts SET count = 7");
    execute(town, "tweet", "UPDATE tweet_counts SET retweets = 7");
    execute(town, "profile", "UPDATE profile_count SET followers = 7 WHERE followers = 1");
    Reconciliation wrong = Reconciliation.ask(town.settings(), false);
    assertThat(wrong.exitCode()).as(wrong.table()).isEqualTo(1);
    Reconciliation mended = Reconciliation.ask(town.settings(), true);
    assertThat(mended.exitCode()).as(mended.table()).isZero();
    Reconciliation after = Reconciliation.ask(town.settings(), false);
    assertThat(after.exitCode()).as(after.table()).isZero();
    assertThat(after.table()).doesNotContain("Not asked");
    System.out.print(mended.table());
  }

  private static void execute(Town town, String service, String sql) throws SQLException {
    String variable = "TWITE_" + service.toUpperCase(java.util.Locale.ROOT) + "_PG_PASSWORD";
    String password = Secrets.find(town.settings().dataDir(), variable).orElseThrow();
    String url = "jdbc:postgresql://127.0.0.1:" + town.settings().ports().postgres() + "/twite";
    try (Connection connection = DriverManager.getConnection(url, "twite_" + service, password);
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }
}
