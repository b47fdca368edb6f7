package dev.twite.auth;

import static dev.twite.auth.AuthFixture.ELSEWHERE;
import static dev.twite.auth.AuthFixture.HOME;
import static dev.twite.auth.AuthFixture.PASSWORD;
import static dev.twite.auth.AuthFixture.as;
import static dev.twite.auth.AuthFixture.codeOf;
import static dev.twite.auth.AuthFixture.registration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.testing.Eventually;
import dev.twite.proto.auth.v1.Device;
import dev.twite.proto.auth.v1.RegisterRequest;
import dev.twite.proto.auth.v1.RequestEmailVerificationRequest;
import dev.twite.proto.auth.v1.SessionResponse;
import dev.twite.proto.auth.v1.VerifyEmailRequest;
import dev.twite.proto.events.v1.MailRequested;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What owners of accounts are told by mail, and what they may ask for. */
class OwnerMailIT {
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
  void aLogInFromSomewhereNewIsToldOnceForEachPlace() throws Exception {
    SessionResponse owner = fixture.register();
    Device newerBrowser = HOME.toBuilder().setUserAgent("Tests/1.7.2").build();
    Device sameNetwork = HOME.toBuilder().setUserAgent("Other/9").build();

    fixture.login(owner.getHandle(), PASSWORD, HOME);
    fixture.login(owner.getHandle(), PASSWORD, newerBrowser);
    fixture.login(owner.getHandle(), PASSWORD, ELSEWHERE);
    fixture.login(owner.getHandle(), PASSWORD, ELSEWHERE);
    fixture.login(owner.getHandle(), PASSWORD, sameNetwork);
    fixture.login(owner.getHandle(), PASSWORD, HOME);

    Eventually.eventually(
        () -> assertThat(mails(owner, MailRequested.Kind.NEW_SIGN_IN)).hasSize(2));
    MailRequested first = mails(owner, MailRequested.Kind.NEW_SIGN_IN).getFirst();
    assertThat(events.open(first.getSealedDetail())).isEqualTo("203.0.113.9\nTests/2.0");
    assertThat(first.getSealedToken()).isEmpty();
    assertThat(events.everything()).doesNotContain("203.0.113.9");
  }

  @Test
  void registeringIsNoNewSignIn() throws Exception {
    RegisterRequest request = registration().setIdempotencyKey("key-of-owner-mail").build();
    SessionResponse made = fixture.auth.register(request);
    fixture.auth.register(request);
    Eventually.eventually(
        () -> assertThat(mails(made, MailRequested.Kind.VERIFY_EMAIL)).hasSize(1));
    assertThat(mails(made, MailRequested.Kind.NEW_SIGN_IN)).isEmpty();
  }

  @Test
  void theOwnerOfATakenAddressIsToldButNotWithoutEnd_S10() throws Exception {
    RegisterRequest taken = registration().build();
    SessionResponse owner = fixture.auth.register(taken);
    for (int i = 0; i < 4; i++) {
      RegisterRequest attempt = registration().setEmail(taken.getEmail()).build();
      assertThat(codeOf(() -> fixture.auth.register(attempt))).isEqualTo(ErrorCode.EMAIL_TAKEN);
    }
    SessionResponse later = fixture.register();
    Eventually.eventually(
        () -> assertThat(mails(later, MailRequested.Kind.VERIFY_EMAIL)).hasSize(1));
    Eventually.eventually(
        () -> assertThat(mails(owner, MailRequested.Kind.SIGN_UP_ATTEMPT)).hasSize(2));
  }

  @Test
  void anotherVerificationMailCanBeAskedForUntilTheAddressIsVerified() throws Exception {
    SessionResponse owner = fixture.register();
    resend(owner);
    Eventually.eventually(
        () -> assertThat(mails(owner, MailRequested.Kind.VERIFY_EMAIL)).hasSize(2));
    for (int i = 0; i < 4; i++) {
      resend(owner);
    }
    assertThat(codeOf(() -> resend(owner))).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(
            codeOf(
                () ->
                    fixture.auth.requestEmailVerification(
                        RequestEmailVerificationRequest.getDefaultInstance())))
        .isEqualTo(ErrorCode.UNAUTHENTICATED);

    String token = events.token(owner.getUserId(), MailRequested.Kind.VERIFY_EMAIL);
    var unused = fixture.auth.verifyEmail(VerifyEmailRequest.newBuilder().setToken(token).build());
    resend(owner);
    SessionResponse later = fixture.register();
    Eventually.eventually(
        () -> assertThat(mails(later, MailRequested.Kind.VERIFY_EMAIL)).hasSize(1));
    assertThat(mails(owner, MailRequested.Kind.VERIFY_EMAIL)).hasSize(6);
  }

  private static void resend(SessionResponse owner) {
    var unused =
        as(
            owner,
            () ->
                fixture.auth.requestEmailVerification(
                    RequestEmailVerificationRequest.getDefaultInstance()));
  }

  private static List<MailRequested> mails(SessionResponse owner, MailRequested.Kind kind)
      throws Exception {
    List<MailRequested> found = new java.util.ArrayList<>();
    for (byte[] value : events.payloads(owner.getUserId(), "MailRequested")) {
      MailRequested mail = MailRequested.parseFrom(value);
      if (mail.getKind() == kind) {
        found.add(mail);
      }
    }
    return found;
  }
}
