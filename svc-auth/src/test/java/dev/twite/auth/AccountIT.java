package dev.twite.auth;

import static dev.twite.auth.AuthFixture.ELSEWHERE;
import static dev.twite.auth.AuthFixture.HOME;
import static dev.twite.auth.AuthFixture.PASSWORD;
import static dev.twite.auth.AuthFixture.as;
import static dev.twite.auth.AuthFixture.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.testing.Eventually;
import dev.twite.proto.auth.v1.ChangePasswordRequest;
import dev.twite.proto.auth.v1.CheckSessionRequest;
import dev.twite.proto.auth.v1.ConfirmPasswordResetRequest;
import dev.twite.proto.auth.v1.DeleteAccountRequest;
import dev.twite.proto.auth.v1.GetContactRequest;
import dev.twite.proto.auth.v1.GetContactResponse;
import dev.twite.proto.auth.v1.ListSessionsRequest;
import dev.twite.proto.auth.v1.LogoutRequest;
import dev.twite.proto.auth.v1.RegisterRequest;
import dev.twite.proto.auth.v1.RequestPasswordResetRequest;
import dev.twite.proto.auth.v1.RevokeSessionRequest;
import dev.twite.proto.auth.v1.Session;
import dev.twite.proto.auth.v1.SessionResponse;
import dev.twite.proto.auth.v1.VerifyEmailRequest;
import dev.twite.proto.events.v1.MailRequested;
import dev.twite.proto.events.v1.UserCreated;
import dev.twite.proto.events.v1.UserDeleted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccountIT {
  private static final String NEW_PASSWORD = "a new password";

  private static AuthFixture fixture;
  private static Events events;

  @BeforeAll
  static void start() throws Exception {
    fixture = new AuthFixture();
    events = new Events(fixture.env);
  }

  @AfterAll
  static void stop() {
    events.close();
    fixture.close();
  }

  @Test
  void tellsTheOthersOfANewAccount() {
    SessionResponse made = fixture.register();

    Eventually.eventually(
        () ->
            assertThat(events.payloads(made.getUserId(), "UserCreated"))
                .singleElement()
                .satisfies(
                    value ->
                        assertThat(UserCreated.parseFrom(value))
                            .isEqualTo(
                                UserCreated.newBuilder()
                                    .setUserId(made.getUserId())
                                    .setHandle(made.getHandle())
                                    .setName(made.getName())
                                    .setCreatedAtMs(made.getUserCreatedAtMs())
                                    .build())));
  }

  @Test
  void theMailedTokenVerifiesTheAddressOnce() {
    SessionResponse made = fixture.register();
    assertThat(contact(made.getUserId()).getEmailVerified()).isFalse();
    String token = events.token(made.getUserId(), MailRequested.Kind.VERIFY_EMAIL);

    verify(token);

    assertThat(contact(made.getUserId()).getEmailVerified()).isTrue();
    assertThat(codeOf(() -> verify(token))).isEqualTo(ErrorCode.TOKEN_INVALID);
    assertThat(events.everything()).doesNotContain(token).doesNotContain("@example.org");
  }

  @Test
  void aMailedTokenExpires() {
    SessionResponse made = fixture.register();
    String token = events.token(made.getUserId(), MailRequested.Kind.VERIFY_EMAIL);

    fixture.clock.advance(Duration.ofDays(3));

    assertThat(codeOf(() -> verify(token))).isEqualTo(ErrorCode.TOKEN_INVALID);
  }

  @Test
  void aResetByMailSetsThePasswordOnceAndEndsEverySession_S8() {
    SessionResponse made = fixture.register();
    requestReset(made.getHandle() + "@EXAMPLE.org");
    String token = events.token(made.getUserId(), MailRequested.Kind.PASSWORD_RESET);

    assertThat(codeOf(() -> verify(token))).isEqualTo(ErrorCode.TOKEN_INVALID);
    assertThat(codeOf(() -> confirmReset(token, "short"))).isEqualTo(ErrorCode.INVALID_REQUEST);
    confirmReset(token, NEW_PASSWORD);

    assertThat(isAlive(made)).isFalse();
    assertThat(codeOf(() -> fixture.refresh(made.getRefreshToken())))
        .isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
    assertThat(codeOf(() -> fixture.login(made.getHandle(), PASSWORD, HOME)))
        .isEqualTo(ErrorCode.INVALID_CREDENTIALS);
    assertThat(fixture.login(made.getHandle(), NEW_PASSWORD, HOME).getUserId())
        .isEqualTo(made.getUserId());
    assertThat(codeOf(() -> confirmReset(token, "yet another one")))
        .isEqualTo(ErrorCode.TOKEN_INVALID);
  }

  @Test
  void aResetOfAnUnknownAddressLooksTheSameAndSendsNothing_S10() {
    SessionResponse made = fixture.register();
    requestReset("nobody-at-all@example.org");
    requestReset(made.getHandle() + "@example.org");

    events.token(made.getUserId(), MailRequested.Kind.PASSWORD_RESET);
    assertThat(codeOf(() -> requestReset("not an address"))).isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  @Test
  void changingThePasswordEndsEveryOtherSession_S8() {
    SessionResponse here = fixture.register();
    SessionResponse there = fixture.login(here.getHandle(), PASSWORD, ELSEWHERE);

    assertThat(codeOf(() -> changePassword(here, "wrong password", NEW_PASSWORD)))
        .isEqualTo(ErrorCode.INVALID_CREDENTIALS);
    changePassword(here, PASSWORD, NEW_PASSWORD);

    assertThat(isAlive(here)).isTrue();
    assertThat(isAlive(there)).isFalse();
    assertThat(codeOf(() -> fixture.refresh(there.getRefreshToken())))
        .isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
    assertThat(fixture.refresh(here.getRefreshToken()).getUserId()).isEqualTo(here.getUserId());
  }

  @Test
  void guessingThePasswordInASessionEnds_S11() {
    SessionResponse here = fixture.register();
    for (int i = 0; i < 10; i++) {
      assertThat(codeOf(() -> changePassword(here, "wrong password", NEW_PASSWORD)))
          .isEqualTo(ErrorCode.INVALID_CREDENTIALS);
    }

    assertThat(codeOf(() -> changePassword(here, PASSWORD, NEW_PASSWORD)))
        .isEqualTo(ErrorCode.RATE_LIMITED);
    SessionResponse other = fixture.login(here.getHandle(), PASSWORD, HOME);
    changePassword(other, PASSWORD, NEW_PASSWORD);
  }

  @Test
  void aDeletedAccountIsLikeNone() {
    RegisterRequest request = AuthFixture.registration().build();
    SessionResponse made = fixture.auth.register(request);

    assertThat(codeOf(() -> delete(made, "wrong password")))
        .isEqualTo(ErrorCode.INVALID_CREDENTIALS);
    delete(made, PASSWORD);

    assertThat(isAlive(made)).isFalse();
    assertThat(codeOf(() -> fixture.refresh(made.getRefreshToken())))
        .isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
    assertThat(codeOf(() -> fixture.login(request.getHandle(), PASSWORD, HOME)))
        .isEqualTo(ErrorCode.INVALID_CREDENTIALS);
    assertThat(codeOf(() -> contact(made.getUserId()))).isEqualTo(ErrorCode.USER_NOT_FOUND);
    assertThat(codeOf(() -> fixture.auth.register(request))).isEqualTo(ErrorCode.HANDLE_TAKEN);
    assertThat(codeOf(() -> delete(made, PASSWORD))).isEqualTo(ErrorCode.INVALID_CREDENTIALS);
    Eventually.eventually(
        () ->
            assertThat(events.payloads(made.getUserId(), "UserDeleted"))
                .singleElement()
                .satisfies(
                    value ->
                        assertThat(UserDeleted.parseFrom(value).getUserId())
                            .isEqualTo(made.getUserId())));
  }

  @Test
  void aBannedAccountIsToldSoOnlyWithTheRightPassword_S8() {
    SessionResponse made = fixture.register();
    long end = fixture.clock.millis() + Duration.ofDays(1).toMillis();
    fixture
        .service
        .get(Database.class)
        .run(
            handle ->
                handle.execute(
                    "UPDATE users SET banned_at_ms = 1, banned_until_ms = ? WHERE id = ?",
                    end,
                    made.getUserId()));

    assertThat(codeOf(() -> fixture.login(made.getHandle(), "wrong password", HOME)))
        .isEqualTo(ErrorCode.INVALID_CREDENTIALS);
    assertThat(codeOf(() -> fixture.login(made.getHandle(), PASSWORD, HOME)))
        .isEqualTo(ErrorCode.ACCOUNT_BANNED);
    assertThat(codeOf(() -> fixture.refresh(made.getRefreshToken())))
        .isEqualTo(ErrorCode.ACCOUNT_BANNED);
    assertThat(isAlive(made)).isFalse();

    fixture.clock.advance(Duration.ofDays(1));
    assertThat(fixture.login(made.getHandle(), PASSWORD, HOME).getUserId())
        .isEqualTo(made.getUserId());
  }

  @Test
  void listsLiveSessionsNewestFirst() {
    SessionResponse first = fixture.register();
    fixture.clock.advance(Duration.ofSeconds(1));
    SessionResponse second = fixture.login(first.getHandle(), PASSWORD, ELSEWHERE);
    fixture.clock.advance(Duration.ofSeconds(1));
    SessionResponse third = fixture.login(first.getHandle(), PASSWORD, HOME);
    as(third, () -> fixture.auth.logout(LogoutRequest.getDefaultInstance()));

    List<Session> listed = sessionsOf(first);

    assertThat(listed)
        .extracting(Session::getId)
        .containsExactly(second.getSessionId(), first.getSessionId());
    assertThat(listed).extracting(Session::getCurrent).containsExactly(false, true);
    assertThat(listed).extracting(Session::getDevice).containsExactly(ELSEWHERE, HOME);
    assertThat(listed.get(0).getCreatedAtMs()).isEqualTo(second.getUserCreatedAtMs() + 1000);
  }

  @Test
  void endsOnlyOnesOwnSessions_S1() {
    SessionResponse owner = fixture.register();
    SessionResponse other = fixture.login(owner.getHandle(), PASSWORD, ELSEWHERE);
    SessionResponse stranger = fixture.register();

    assertThat(codeOf(() -> revoke(stranger, other.getSessionId())))
        .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    assertThat(isAlive(other)).isTrue();
    revoke(owner, other.getSessionId());

    assertThat(isAlive(other)).isFalse();
    assertThat(isAlive(owner)).isTrue();
    assertThat(codeOf(() -> revoke(owner, other.getSessionId())))
        .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
  }

  @Test
  void nobodyButTheSignedInMayActOnAccounts_S1() {
    assertThat(codeOf(() -> fixture.auth.logout(LogoutRequest.getDefaultInstance())))
        .isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(codeOf(() -> fixture.auth.listSessions(ListSessionsRequest.getDefaultInstance())))
        .isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(codeOf(() -> fixture.auth.revokeSession(RevokeSessionRequest.getDefaultInstance())))
        .isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(
            codeOf(() -> fixture.auth.changePassword(ChangePasswordRequest.getDefaultInstance())))
        .isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(codeOf(() -> fixture.auth.deleteAccount(DeleteAccountRequest.getDefaultInstance())))
        .isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void onlyTheMailServiceLearnsAddresses() {
    SessionResponse made = fixture.register();
    GetContactRequest request = GetContactRequest.newBuilder().setUserId(made.getUserId()).build();

    assertThat(codeOf(() -> fixture.auth.getContact(request))).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(contact(made.getUserId()).getEmail()).isEqualTo(made.getHandle() + "@example.org");
  }

  private static GetContactResponse contact(long userId) {
    return fixture
        .stub("email")
        .getContact(GetContactRequest.newBuilder().setUserId(userId).build());
  }

  private static void verify(String token) {
    var unused = fixture.auth.verifyEmail(VerifyEmailRequest.newBuilder().setToken(token).build());
  }

  private static void requestReset(String email) {
    var unused =
        fixture.auth.requestPasswordReset(
            RequestPasswordResetRequest.newBuilder().setEmail(email).build());
  }

  private static void confirmReset(String token, String password) {
    var unused =
        fixture.auth.confirmPasswordReset(
            ConfirmPasswordResetRequest.newBuilder()
                .setToken(token)
                .setNewPassword(password)
                .build());
  }

  private static void changePassword(SessionResponse caller, String current, String next) {
    ChangePasswordRequest request =
        ChangePasswordRequest.newBuilder().setCurrentPassword(current).setNewPassword(next).build();
    var unused = as(caller, () -> fixture.auth.changePassword(request));
  }

  private static void delete(SessionResponse caller, String password) {
    DeleteAccountRequest request = DeleteAccountRequest.newBuilder().setPassword(password).build();
    var unused = as(caller, () -> fixture.auth.deleteAccount(request));
  }

  private static void revoke(SessionResponse caller, long sessionId) {
    RevokeSessionRequest request =
        RevokeSessionRequest.newBuilder().setSessionId(sessionId).build();
    var unused = as(caller, () -> fixture.auth.revokeSession(request));
  }

  private static List<Session> sessionsOf(SessionResponse caller) {
    return as(caller, () -> fixture.auth.listSessions(ListSessionsRequest.getDefaultInstance()))
        .getSessionsList();
  }

  private static boolean isAlive(SessionResponse session) {
    return fixture
        .auth
        .checkSession(CheckSessionRequest.newBuilder().setSessionId(session.getSessionId()).build())
        .getAlive();
  }
}
