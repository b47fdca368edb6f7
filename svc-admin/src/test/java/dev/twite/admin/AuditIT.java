package dev.twite.admin;

import static dev.twite.admin.AdminFixture.asAdmin;
import static dev.twite.admin.AdminFixture.asModerator;
import static dev.twite.admin.AdminFixture.codeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.identity.Role;
import dev.twite.proto.admin.v1.AssignReportRequest;
import dev.twite.proto.admin.v1.BanRequest;
import dev.twite.proto.admin.v1.CloseReportRequest;
import dev.twite.proto.admin.v1.CreateReportRequest;
import dev.twite.proto.admin.v1.RebuildIndexRequest;
import dev.twite.proto.admin.v1.RebuildTimelinesRequest;
import dev.twite.proto.admin.v1.ReconcileRequest;
import dev.twite.proto.admin.v1.RemoveTweetRequest;
import dev.twite.proto.admin.v1.Report;
import dev.twite.proto.admin.v1.SetRoleRequest;
import dev.twite.proto.admin.v1.UnbanRequest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every change has its row, in its transaction, for good. */
class AuditIT {
  private static final long SUBJECT = 1_200;
  private static AdminFixture fixture;

  @BeforeAll
  static void start() throws Exception {
    fixture = new AdminFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void everyMutationWritesExactlyOneRow_S23() throws Exception {
    BanRequest ban = BanRequest.newBuilder().setUserId(SUBJECT).setReason("Spam").build();
    UnbanRequest unban = UnbanRequest.newBuilder().setUserId(SUBJECT).build();
    SetRoleRequest role =
        SetRoleRequest.newBuilder().setUserId(SUBJECT).setRole("MODERATOR").build();
    oneMore("account.ban", () -> asModerator(() -> fixture.admin.ban(ban)));
    oneMore("account.ban", () -> asModerator(() -> fixture.admin.ban(ban)));
    oneMore("account.unban", () -> asModerator(() -> fixture.admin.unban(unban)));
    noneMore(() -> asModerator(() -> fixture.admin.unban(unban)));
    oneMore("role.set", () -> asAdmin(() -> fixture.admin.setRole(role)));
    noneMore(() -> asAdmin(() -> fixture.admin.setRole(role)));
    RemoveTweetRequest remove =
        RemoveTweetRequest.newBuilder().setTweetId(Fakes.TWEET).setReason("Spam").build();
    oneMore("tweet.remove", () -> asModerator(() -> fixture.admin.removeTweet(remove)));
    noneMore(() -> asModerator(() -> fixture.admin.removeTweet(remove)));
    Report[] report = new Report[1];
    noneMore(
        () ->
            report[0] =
                AdminFixture.as(
                    AdminFixture.USER,
                    Role.USER,
                    () ->
                        fixture.admin.createReport(
                            CreateReportRequest.newBuilder()
                                .setTweetId(Fakes.TWEET)
                                .setReason("spam")
                                .build())));
    AssignReportRequest assign =
        AssignReportRequest.newBuilder()
            .setId(report[0].getId())
            .setAssigneeId(AdminFixture.MODERATOR)
            .build();
    oneMore("report.assign", () -> asModerator(() -> fixture.admin.assignReport(assign)));
    noneMore(() -> asModerator(() -> fixture.admin.assignReport(assign)));
    CloseReportRequest close =
        CloseReportRequest.newBuilder()
            .setId(report[0].getId())
            .setState(Report.State.RESOLVED)
            .setResolution("Removed")
            .build();
    oneMore("report.close", () -> asModerator(() -> fixture.admin.closeReport(close)));
    noneMore(() -> asModerator(() -> fixture.admin.closeReport(close)));
    oneMore(
        "timelines.rebuild",
        () ->
            asAdmin(
                () ->
                    fixture.admin.rebuildTimelines(
                        RebuildTimelinesRequest.newBuilder().setUserId(SUBJECT).build())));
    assertThat(fixture.fakes.dropped).contains(SUBJECT);
    oneMore(
        "index.rebuild",
        () -> asAdmin(() -> fixture.admin.rebuildIndex(RebuildIndexRequest.getDefaultInstance())));
    oneMore(
        "counts.reconcile",
        () ->
            asAdmin(
                () ->
                    fixture.admin.reconcile(
                        ReconcileRequest.newBuilder().setRepair(true).build())));
    noneMore(() -> asAdmin(() -> fixture.admin.reconcile(ReconcileRequest.getDefaultInstance())));
  }

  @Test
  void withoutItsRowAChangeDoesNotHappen_S23() throws Exception {
    long user = 1_201;
    owner(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no';"
            + " END $$",
        "CREATE TRIGGER refuse BEFORE INSERT ON audit FOR EACH ROW WHEN (NEW.reason = 'Unlogged')"
            + " EXECUTE FUNCTION refuse()");
    BanRequest ban = BanRequest.newBuilder().setUserId(user).setReason("Unlogged").build();

    assertThat(codeOf(() -> asModerator(() -> fixture.admin.ban(ban))))
        .isEqualTo(ErrorCode.INTERNAL);

    assertThat(fixture.count("SELECT count(*) FROM standing WHERE user_id = 1201")).isZero();
    assertThat(fixture.count("SELECT count(*) FROM outbox WHERE key = 1201")).isZero();
  }

  @Test
  void rowsCanNeitherBeChangedNorRemoved_S23() throws Exception {
    Database database = fixture.service.get(Database.class);
    for (String statement :
        List.of("UPDATE audit SET reason = ''", "DELETE FROM audit", "TRUNCATE audit")) {
      assertThatThrownBy(() -> database.run(handle -> handle.execute(statement)))
          .as(statement)
          .hasStackTraceContaining("permission denied");
      // Whoever has more rights is stopped too.
      assertThatThrownBy(() -> owner(statement))
          .as(statement)
          .hasMessageContaining("The audit log is not changed");
    }
    assertThat(fixture.auditRows()).isPositive();
  }

  @Test
  void whatWasRemovedStaysRemoved() {
    Database database = fixture.service.get(Database.class);
    for (String statement :
        List.of("UPDATE tweet_removed SET removed_at_ms = 0", "DELETE FROM tweet_removed")) {
      assertThatThrownBy(() -> database.run(handle -> handle.execute(statement)))
          .as(statement)
          .hasStackTraceContaining("permission denied");
    }
  }

  private static void oneMore(String action, Callable<?> mutation) throws Exception {
    long before = fixture.auditRows();
    mutation.call();
    assertThat(fixture.auditRows()).as(action).isEqualTo(before + 1);
    String latest =
        fixture
            .service
            .get(Database.class)
            .read(
                handle ->
                    handle
                        .createQuery("SELECT action FROM audit ORDER BY id DESC LIMIT 1")
                        .mapTo(String.class)
                        .one());
    assertThat(latest).isEqualTo(action);
  }

  private static void noneMore(Callable<?> call) throws Exception {
    long before = fixture.auditRows();
    call.call();
    assertThat(fixture.auditRows()).isEqualTo(before);
  }

  private static void owner(String... statements) throws SQLException {
    Map<String, String> env = fixture.env.asMap();
    try (Connection connection =
            DriverManager.getConnection(
                env.get("TWITE_PG_URL"),
                env.get("TWITE_ADMIN_PG_OWNER_USER"),
                env.get("TWITE_ADMIN_PG_OWNER_PASSWORD"));
        Statement run = connection.createStatement()) {
      run.execute("SET search_path = admin");
      for (String statement : statements) {
        run.execute(statement);
      }
    }
  }
}
