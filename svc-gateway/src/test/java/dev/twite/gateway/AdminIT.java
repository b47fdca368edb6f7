package dev.twite.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.gateway.fake.FakeAdmin;
import dev.twite.proto.admin.v1.AssignReportRequest;
import dev.twite.proto.admin.v1.BanRequest;
import dev.twite.proto.admin.v1.CreateReportRequest;
import dev.twite.proto.admin.v1.ListAccountsRequest;
import dev.twite.proto.admin.v1.ListAuditRequest;
import dev.twite.proto.admin.v1.ListReportsRequest;
import dev.twite.proto.admin.v1.RemoveTweetRequest;
import dev.twite.proto.admin.v1.Report;
import dev.twite.proto.logger.v1.QueryRequest;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Moderation and operation as clients see them. */
final class AdminIT {
  private static final String USERS = "/v1/admin/users/" + FakeAdmin.ACCOUNT;
  private static final String REPORTS = "/v1/admin/reports/" + FakeAdmin.REPORT;

  private static Gateways gateways;
  private static Client someone;
  private static Client moderator;
  private static Client boss;

  @BeforeAll
  static void start() throws Exception {
    gateways = Gateways.with();
    Client anyone = gateways.client();
    someone = Gateways.signedUp(anyone, "reporter");
    moderator = gateways.withRole(anyone, "moderator");
    boss = gateways.withRole(anyone, "admin");
  }

  @AfterAll
  static void stop() {
    gateways.close();
  }

  @Test
  void aBanHasReasonEndAndNote() {
    Answer banned =
        moderator.post(
            USERS + "/ban",
            "{'reason':'Spam','until':'2030-01-01T00:00:00Z','note':'Second time'}");
    assertThat(banned.status()).isEqualTo(200);
    assertThat(banned.body().path("banned_until").asText()).isEqualTo("2030-01-01T00:00:00.000Z");
    assertThat(gateways.others.admin.lastAsked())
        .isEqualTo(
            BanRequest.newBuilder()
                .setUserId(FakeAdmin.ACCOUNT)
                .setReason("Spam")
                .setUntilMs(Instant.parse("2030-01-01T00:00:00Z").toEpochMilli())
                .setNote("Second time")
                .build());
    JsonNode without = moderator.post(USERS + "/ban", "{'reason':'Spam'}").body();
    assertThat(without.path("banned_until").isNull()).isTrue();
    assertThat(moderator.post(USERS + "/ban", "{}").faults()).containsExactly("reason:required");
    assertThat(moderator.post(USERS + "/ban", "{'reason':'x','until':'soon'}").faults())
        .containsExactly("until:invalid_format");
    assertThat(moderator.post("/v1/admin/users/1/ban", "{'reason':'x'}").code())
        .isEqualTo("user_not_found");
    assertThat(moderator.delete(USERS + "/ban").body().path("banned").asBoolean()).isFalse();
  }

  @Test
  void rolesAreForAdmins_S2() {
    String path = USERS + "/role";
    assertThat(boss.send("PUT", path, "{'role':'moderator'}").body().path("role").asText())
        .isEqualTo("moderator");
    assertThat(boss.send("PUT", path, "{'role':'king'}").faults())
        .containsExactly("role:invalid_value");
    assertThat(moderator.send("PUT", path, "{'role':'admin'}").code()).isEqualTo("forbidden");
    assertThat(moderator.get("/v1/admin/health").code()).isEqualTo("forbidden");
    assertThat(moderator.get("/v1/admin/logs").code()).isEqualTo("forbidden");
    assertThat(someone.get("/v1/admin/users").code()).isEqualTo("forbidden");
  }

  @Test
  void accountsAreFoundAndLookedAt() {
    JsonNode page =
        moderator.get("/v1/admin/users?q=wr&banned=true&role=user&limit=5&cursor=7").body();
    assertThat(page.path("data").get(0).path("email").isNull()).isTrue();
    assertThat(page.path("next_cursor").asText()).isEqualTo("6001");
    assertThat(gateways.others.admin.lastAsked())
        .isEqualTo(
            ListAccountsRequest.newBuilder()
                .setQuery("wr")
                .setBannedOnly(true)
                .setRole("USER")
                .setLimit(5)
                .setCursor("7")
                .build());
    assertThat(moderator.get("/v1/admin/users?banned=maybe").faults())
        .containsExactly("banned:invalid_value");
    JsonNode detail = moderator.get(USERS).body();
    assertThat(detail.at("/latest_audit/0/detail/after/banned").asBoolean()).isTrue();
    assertThat(detail.at("/latest_audit/0/actor_id").isNull()).isTrue();
  }

  @Test
  void aReportIsFiledAndItsFateIsForModerators_S3() {
    Answer filed = someone.post("/v1/reports", "{'user_id':'6001','reason':'spam','comment':'So'}");
    assertThat(filed.status()).isEqualTo(201);
    assertThat(filed.body().has("assignee_id")).isFalse();
    assertThat(gateways.others.admin.lastAsked())
        .isEqualTo(
            CreateReportRequest.newBuilder()
                .setUserId(6_001)
                .setReason("spam")
                .setComment("So")
                .build());
    assertThat(someone.post("/v1/reports", "{'user_id':'me','reason':'spam'}").faults())
        .containsExactly("user_id:invalid_format");
    assertThat(someone.post("/v1/reports", "{}").faults()).containsExactly("reason:invalid_value");
    JsonNode queue = moderator.get("/v1/admin/reports?state=resolved&user_id=6001").body();
    assertThat(queue.at("/data/0/state").asText()).isEqualTo("resolved");
    assertThat(gateways.others.admin.lastAsked())
        .isEqualTo(
            ListReportsRequest.newBuilder()
                .setState(Report.State.RESOLVED)
                .setUserId(6_001)
                .setLimit(20)
                .build());
    assertThat(moderator.get("/v1/admin/reports?state=lost").faults())
        .containsExactly("state:invalid_value");
  }

  @Test
  void aReportIsTakenPutBackAndEnded() {
    assertThat(moderator.post(REPORTS + "/assign", "{}").body().path("assignee_id").asText())
        .isEqualTo("9001");
    assertThat(moderator.post(REPORTS + "/assign", "{'assignee_id':'none'}").status())
        .isEqualTo(200);
    assertThat(gateways.others.admin.lastAsked())
        .isEqualTo(AssignReportRequest.newBuilder().setId(FakeAdmin.REPORT).build());
    assertThat(
            moderator
                .post(REPORTS + "/resolve", "{'resolution':'Removed'}")
                .body()
                .path("state")
                .asText())
        .isEqualTo("resolved");
    assertThat(
            moderator
                .post(REPORTS + "/dismiss", "{'resolution':'Fine'}")
                .body()
                .path("state")
                .asText())
        .isEqualTo("dismissed");
    assertThat(moderator.post(REPORTS + "/dismiss", "{'resolution':'late'}").code())
        .isEqualTo("report_closed");
    assertThat(moderator.post("/v1/admin/reports/1/resolve", "{'resolution':'x'}").code())
        .isEqualTo("report_not_found");
  }

  @Test
  void aTweetIsRemovedWithAReason() {
    String path = "/v1/admin/tweets/" + FakeAdmin.TWEET;
    assertThat(moderator.send("DELETE", path, "{'reason':'Spam'}").status()).isEqualTo(204);
    assertThat(gateways.others.admin.lastAsked())
        .isEqualTo(
            RemoveTweetRequest.newBuilder().setTweetId(FakeAdmin.TWEET).setReason("Spam").build());
    assertThat(moderator.send("DELETE", "/v1/admin/tweets/1", "{'reason':'x'}").code())
        .isEqualTo("tweet_not_found");
    assertThat(moderator.send("DELETE", path, "{}").faults()).containsExactly("reason:required");
  }

  @Test
  void auditLogsAndHealthAreRead() {
    moderator.get("/v1/admin/audit?action=account.ban&actor_id=5&from=2026-01-01&subject_id=7");
    assertThat(gateways.others.admin.lastAsked())
        .isEqualTo(
            ListAuditRequest.newBuilder()
                .setAction("account.ban")
                .setActorId(5)
                .setSubjectId("7")
                .setFromMs(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli())
                .setLimit(20)
                .build());
    JsonNode logs =
        boss.get("/v1/admin/logs?q=away&service=tweet&level=warn&request_id=r&cursor=abc").body();
    assertThat(logs.at("/data/0/fields/group").asText()).isEqualTo("tweet");
    assertThat(logs.path("next_cursor").asText()).isEqualTo("next");
    QueryRequest asked = (QueryRequest) gateways.others.admin.lastAsked();
    assertThat(asked.getFilter().getServicesList()).containsExactly("tweet");
    assertThat(asked.getFilter().getLeastLevel()).isEqualTo("WARN");
    assertThat(asked.getCursor()).isEqualTo("abc");
    assertThat(boss.get("/v1/admin/logs?from=never").faults())
        .containsExactly("from:invalid_format");
    assertThat(boss.get("/v1/admin/health").body().at("/data/0/p50_s").asDouble()).isEqualTo(0.5);
  }
}
