package dev.twite.admin;

import static dev.twite.admin.AdminFixture.as;
import static dev.twite.admin.AdminFixture.asAdmin;
import static dev.twite.admin.AdminFixture.asModerator;
import static dev.twite.admin.AdminFixture.codeOf;
import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.identity.Role;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.TopicReader;
import dev.twite.proto.admin.v1.Account;
import dev.twite.proto.admin.v1.AccountDetail;
import dev.twite.proto.admin.v1.AuditRow;
import dev.twite.proto.admin.v1.BanRequest;
import dev.twite.proto.admin.v1.GetAccountRequest;
import dev.twite.proto.admin.v1.ListAccountsRequest;
import dev.twite.proto.admin.v1.ListAuditRequest;
import dev.twite.proto.admin.v1.SetRoleRequest;
import dev.twite.proto.admin.v1.Standing;
import dev.twite.proto.admin.v1.UnbanRequest;
import dev.twite.proto.events.v1.StandingChanged;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StandingsIT {
  private static final AtomicLong NEXT = new AtomicLong(1_100);
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
  void aBanIsToldWithReasonAndEndAndItsVersionGrows() throws Exception {
    long user = NEXT.getAndIncrement();
    long until = fixture.clock.millis() + 3_600_000;
    Standing banned =
        asModerator(
            () ->
                fixture.admin.ban(ban(user, "Spam").setUntilMs(until).setNote("Watch it").build()));
    assertThat(banned.getBanned()).isTrue();
    assertThat(banned.getBanReason()).isEqualTo("Spam");
    assertThat(banned.getBannedUntilMs()).isEqualTo(until);
    assertThat(asModerator(() -> fixture.admin.unban(unban(user))).getBanned()).isFalse();
    // Nothing to lift: nothing changes.
    assertThat(asModerator(() -> fixture.admin.unban(unban(user))).getBanned()).isFalse();
    assertThat(asAdmin(() -> fixture.admin.setRole(role(user, "MODERATOR"))).getRole())
        .isEqualTo("MODERATOR");
    try (TopicReader topic = new TopicReader(fixture.env, Topic.MODERATION)) {
      eventually(
          () ->
              assertThat(topic.poll().stream().map(record -> told(record.value())))
                  .filteredOn(event -> event.getUserId() == user)
                  .containsExactly(
                      StandingChanged.newBuilder()
                          .setUserId(user)
                          .setVersion(1)
                          .setRole("USER")
                          .setBanned(true)
                          .setBannedUntilMs(until)
                          .setBanReason("Spam")
                          .build(),
                      StandingChanged.newBuilder()
                          .setUserId(user)
                          .setVersion(2)
                          .setRole("USER")
                          .build(),
                      StandingChanged.newBuilder()
                          .setUserId(user)
                          .setVersion(3)
                          .setRole("MODERATOR")
                          .build()));
    }
  }

  @Test
  void aBanEndsByItself() {
    long user = NEXT.getAndIncrement();
    long until = fixture.clock.millis() + 60_000;
    var unused =
        asModerator(() -> fixture.admin.ban(ban(user, "Cool off").setUntilMs(until).build()));
    fixture.clock.advance(Duration.ofSeconds(61));
    eventually(
        () -> {
          AccountDetail now = asModerator(() -> fixture.admin.getAccount(get(user)));
          assertThat(now.getAccount().getStanding().getBanned()).isFalse();
          AuditRow latest = now.getLatestAudit(0);
          assertThat(latest.getAction()).isEqualTo("account.unban");
          assertThat(latest.getActor()).isEqualTo("twite");
          assertThat(latest.getActorId()).isZero();
        });
  }

  @Test
  void nobodyActsOnSelfOrOnWhoHasNotALesserRole_S1() {
    long other = NEXT.getAndIncrement();
    fixture.setRole(other, Role.MODERATOR);
    long before = fixture.auditRows();
    assertThat(
            codeOf(
                () ->
                    asModerator(
                        () -> fixture.admin.ban(ban(AdminFixture.MODERATOR, "Me").build()))))
        .isEqualTo(ErrorCode.CANNOT_TARGET_SELF);
    assertThat(codeOf(() -> asModerator(() -> fixture.admin.ban(ban(other, "Peer").build()))))
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(
            codeOf(
                () -> asModerator(() -> fixture.admin.ban(ban(AdminFixture.ADMIN, "No").build()))))
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(codeOf(() -> asAdmin(() -> fixture.admin.setRole(role(AdminFixture.ADMIN, "USER")))))
        .isEqualTo(ErrorCode.CANNOT_TARGET_SELF);
    assertThat(
            codeOf(() -> asAdmin(() -> fixture.admin.ban(ban(FakeAuth.DELETED, "Late").build()))))
        .isEqualTo(ErrorCode.USER_NOT_FOUND);
    assertThat(codeOf(() -> asAdmin(() -> fixture.admin.ban(ban(77, "Who").build()))))
        .isEqualTo(ErrorCode.USER_NOT_FOUND);
    assertThat(
            codeOf(
                () -> asAdmin(() -> fixture.admin.ban(ban(other, "Late").setUntilMs(1).build()))))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(codeOf(() -> asAdmin(() -> fixture.admin.ban(ban(other, " ").build()))))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(fixture.auditRows()).isEqualTo(before);
    assertThat(asAdmin(() -> fixture.admin.ban(ban(other, "Yes").build())).getBanned()).isTrue();
  }

  @Test
  void moderatorsSeeAccountsWithoutAddressesAndTheAuditOfTheirKind_S1() {
    long user = NEXT.getAndIncrement();
    String address = "user" + user + "@example.org";
    fixture.setRole(user, Role.MODERATOR);
    Account seen = asModerator(() -> fixture.admin.getAccount(get(user))).getAccount();
    assertThat(seen.getEmail()).isEmpty();
    assertThat(asModerator(() -> list(address))).isEmpty();
    assertThat(asAdmin(() -> list(address))).extracting(Account::getEmail).containsExactly(address);
    assertThat(asModerator(() -> list("user" + user))).hasSize(1);
    ListAuditRequest about =
        ListAuditRequest.newBuilder()
            .setSubjectType("user")
            .setSubjectId(Long.toString(user))
            .build();
    assertThat(asModerator(() -> fixture.admin.listAudit(about)).getRowsList()).isEmpty();
    AuditRow row = asAdmin(() -> fixture.admin.listAudit(about)).getRows(0);
    assertThat(row.getAction()).isEqualTo("role.set");
    assertThat(row.getActor()).isEqualTo("ctl");
    assertThat(row.getDetail()).contains("\"before\"").contains("MODERATOR");
  }

  @Test
  void listsArePaged() {
    ListAccountsRequest first = ListAccountsRequest.newBuilder().setLimit(2).build();
    var page = asAdmin(() -> fixture.admin.listAccounts(first));
    assertThat(page.getAccountsList()).extracting(Account::getId).containsExactly(1_999L, 1_998L);
    var next =
        asAdmin(
            () ->
                fixture.admin.listAccounts(
                    first.toBuilder().setCursor(page.getNextCursor()).build()));
    assertThat(next.getAccountsList()).extracting(Account::getId).containsExactly(1_997L, 1_996L);
    assertThat(
            codeOf(
                () ->
                    asAdmin(
                        () ->
                            fixture.admin.listAudit(
                                ListAuditRequest.newBuilder().setCursor("x").build()))))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(codeOf(() -> as(1_900, Role.USER, () -> list("user"))))
        .isEqualTo(ErrorCode.FORBIDDEN);
  }

  private static List<Account> list(String query) {
    return fixture
        .admin
        .listAccounts(ListAccountsRequest.newBuilder().setQuery(query).build())
        .getAccountsList();
  }

  private static StandingChanged told(byte[] value) {
    try {
      return StandingChanged.parseFrom(value);
    } catch (com.google.protobuf.InvalidProtocolBufferException malformed) {
      throw new IllegalStateException(malformed);
    }
  }

  private static BanRequest.Builder ban(long user, String reason) {
    return BanRequest.newBuilder().setUserId(user).setReason(reason);
  }

  private static UnbanRequest unban(long user) {
    return UnbanRequest.newBuilder().setUserId(user).build();
  }

  private static SetRoleRequest role(long user, String role) {
    return SetRoleRequest.newBuilder().setUserId(user).setRole(role).build();
  }

  private static GetAccountRequest get(long user) {
    return GetAccountRequest.newBuilder().setUserId(user).build();
  }
}
