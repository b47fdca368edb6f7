package dev.twite.auth;

import static dev.twite.auth.AuthFixture.ELSEWHERE;
import static dev.twite.auth.AuthFixture.HOME;
import static dev.twite.auth.AuthFixture.PASSWORD;
import static dev.twite.auth.AuthFixture.codeOf;
import static dev.twite.auth.AuthFixture.errorOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.proto.auth.v1.ConfirmPasswordResetRequest;
import dev.twite.proto.auth.v1.Device;
import dev.twite.proto.auth.v1.RegisterRequest;
import dev.twite.proto.auth.v1.RequestPasswordResetRequest;
import dev.twite.proto.auth.v1.SessionResponse;
import dev.twite.proto.events.v1.MailRequested;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoginGuardIT {
  private static final Device HOME_V6 =
      Device.newBuilder().setAddress("2001:db8:1:2:aaaa::1").build();
  private static final Device HOME_V6_LATER =
      Device.newBuilder().setAddress("2001:db8:1:2:bbbb::9").build();

  private static AuthFixture fixture;

  @BeforeAll
  static void start() throws Exception {
    fixture = new AuthFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void tenFailuresCloseTheDoorForStrangersButNotForTheOwner_S11() {
    String handle = fixture.register().getHandle();

    fail(handle, 10);

    assertThat(errorOf(() -> fixture.login(handle, "wrong password", ELSEWHERE)))
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
              assertThat(refused.retryAfter()).isPresent();
            });
    assertThat(codeOf(() -> fixture.login(handle, PASSWORD, ELSEWHERE)))
        .isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(fixture.login(handle, PASSWORD, HOME).getHandle()).isEqualTo(handle);
    assertThat(codeOf(() -> fixture.login(handle, "wrong password", HOME)))
        .isEqualTo(ErrorCode.RATE_LIMITED);
  }

  @Test
  void aNeighbourOfTheOwnerCannotGuessForEver_S11() {
    String handle = fixture.register().getHandle();
    for (int i = 0; i < 60; i++) {
      assertThat(codeOf(() -> fixture.login(handle, "wrong password", HOME)))
          .isIn(ErrorCode.INVALID_CREDENTIALS, ErrorCode.RATE_LIMITED);
    }

    assertThat(codeOf(() -> fixture.login(handle, PASSWORD, HOME)))
        .isEqualTo(ErrorCode.RATE_LIMITED);
  }

  @Test
  void parallelGuessesAreCountedToo_S11() throws Exception {
    String handle = fixture.register().getHandle();
    List<Callable<ErrorCode>> guesses =
        Collections.nCopies(
            40, () -> codeOf(() -> fixture.login(handle, "wrong password", ELSEWHERE)));

    assertThat(Parallel.all(guesses).stream().filter(ErrorCode.INVALID_CREDENTIALS::equals))
        .hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void anUnknownAccountIsRefusedJustTheSame_S10() {
    fail("nobody_here", 10);

    assertThat(codeOf(() -> fixture.login("nobody_here", "wrong password", ELSEWHERE)))
        .isEqualTo(ErrorCode.RATE_LIMITED);
  }

  @Test
  void rightPasswordsAreNotCounted() {
    String handle = fixture.register().getHandle();
    for (int i = 0; i < 15; i++) {
      assertThat(fixture.login(handle, PASSWORD, ELSEWHERE).getHandle()).isEqualTo(handle);
    }
  }

  @Test
  void theHostsOfOneIpv6NetworkAreOneHome() {
    RegisterRequest request = AuthFixture.registration().setDevice(HOME_V6).build();
    SessionResponse made = fixture.auth.register(request);
    fail(made.getHandle(), 10);

    assertThat(fixture.login(made.getHandle(), PASSWORD, HOME_V6_LATER).getUserId())
        .isEqualTo(made.getUserId());
  }

  @Test
  void aResetByMailOpensTheDoorAgain_S11() {
    SessionResponse made = fixture.register();
    fail(made.getHandle(), 11);
    var unused =
        fixture.auth.requestPasswordReset(
            RequestPasswordResetRequest.newBuilder()
                .setEmail(made.getHandle() + "@example.org")
                .build());

    try (Events events = new Events(fixture.env)) {
      String token = events.token(made.getUserId(), MailRequested.Kind.PASSWORD_RESET);
      var ignored =
          fixture.auth.confirmPasswordReset(
              ConfirmPasswordResetRequest.newBuilder()
                  .setToken(token)
                  .setNewPassword("another password")
                  .build());
    }

    assertThat(fixture.login(made.getHandle(), "another password", ELSEWHERE).getUserId())
        .isEqualTo(made.getUserId());
  }

  private static void fail(String login, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(codeOf(() -> fixture.login(login, "wrong password", ELSEWHERE)))
          .isIn(ErrorCode.INVALID_CREDENTIALS, ErrorCode.RATE_LIMITED);
    }
  }
}
