package dev.twite.auth;

import static dev.twite.auth.AuthFixture.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.db.Database;
import dev.twite.common.db.Housekeeping;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.identity.Revocations;
import dev.twite.common.redis.Redis;
import dev.twite.proto.auth.v1.CheckSessionRequest;
import dev.twite.proto.auth.v1.SessionResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RefreshIT {
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
  void fiftyParallelRefreshesGiveOneSuccessor_S7() throws Exception {
    SessionResponse first = fixture.register();
    List<Callable<SessionResponse>> calls =
        Collections.nCopies(50, () -> fixture.refresh(first.getRefreshToken()));

    List<SessionResponse> answers = Parallel.all(calls);

    assertThat(answers)
        .extracting(SessionResponse::getRefreshToken)
        .containsOnly(answers.get(0).getRefreshToken())
        .doesNotContain(first.getRefreshToken());
    assertThat(tokensOf(first.getSessionId())).isEqualTo(2);
    assertThat(isAlive(first)).isTrue();
  }

  @Test
  void aTokenUsedAgainWithinTheGraceGivesTheSameSuccessor_S7() {
    SessionResponse first = fixture.register();
    String successor = fixture.refresh(first.getRefreshToken()).getRefreshToken();

    fixture.clock.advance(Duration.ofSeconds(10));

    assertThat(fixture.refresh(first.getRefreshToken()).getRefreshToken()).isEqualTo(successor);
    assertThat(fixture.refresh(successor).getRefreshToken()).isNotEqualTo(successor);
  }

  @Test
  void aTokenUsedAgainAfterTheGraceEndsTheSession_S7() {
    SessionResponse first = fixture.register();
    String successor = fixture.refresh(first.getRefreshToken()).getRefreshToken();
    SessionResponse other = fixture.register();

    fixture.clock.advance(Duration.ofMillis(10_001));

    assertThat(codeOf(() -> fixture.refresh(first.getRefreshToken())))
        .isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
    assertThat(codeOf(() -> fixture.refresh(successor))).isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
    assertThat(isAlive(first)).isFalse();
    assertThat(Revocations.isRevoked(fixture.service.get(Redis.class), first.getSessionId()))
        .isTrue();
    assertThat(isAlive(other)).isTrue();
  }

  @Test
  void aSessionThatIsNotUsedEnds_S7() {
    SessionResponse session = fixture.register();
    fixture.clock.advance(Duration.ofDays(30));

    assertThat(isAlive(session)).isFalse();
    assertThat(codeOf(() -> fixture.refresh(session.getRefreshToken())))
        .isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
  }

  @Test
  void aSessionThatIsUsedEndsAtItsAge_S7() {
    SessionResponse session = fixture.register();
    Duration step = Duration.ofDays(20);
    for (int i = 0; i < 4; i++) {
      fixture.clock.advance(step);
      session = fixture.refresh(session.getRefreshToken());
    }
    String last = session.getRefreshToken();
    fixture.clock.advance(Duration.ofDays(10).minusMinutes(5));

    SessionResponse short_ = fixture.refresh(last);
    assertThat(short_.getExpiresInS()).isLessThanOrEqualTo(300);
    fixture.clock.advance(Duration.ofMinutes(5));
    assertThat(codeOf(() -> fixture.refresh(short_.getRefreshToken())))
        .isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
  }

  @Test
  void anAccessTokenIsNoRefreshToken_S5() {
    SessionResponse session = fixture.register();

    assertThat(codeOf(() -> fixture.refresh(session.getAccessToken())))
        .isIn(ErrorCode.REFRESH_TOKEN_INVALID, ErrorCode.INVALID_REQUEST);
    assertThat(session.getRefreshToken()).doesNotContain(".").hasSize(43);
  }

  @Test
  void whatIsOverIsSweptAway() {
    SessionResponse first = fixture.register();
    SessionResponse second = fixture.refresh(first.getRefreshToken());
    Housekeeping housekeeping = fixture.service.get(Housekeeping.class);

    fixture.clock.advance(Duration.ofMinutes(1));
    assertThat(housekeeping.sweep()).isPositive();
    assertThat(count("SELECT count(*) FROM refresh_successors WHERE created_at_ms > :id", 0L))
        .isZero();
    assertThat(fixture.refresh(second.getRefreshToken()).getUserId()).isEqualTo(first.getUserId());

    fixture.clock.advance(Duration.ofDays(31).plusSeconds(1));
    assertThat(housekeeping.sweep()).isPositive();
    assertThat(tokensOf(first.getSessionId())).isZero();
    assertThat(count("SELECT count(*) FROM sessions WHERE id = :id", first.getSessionId()))
        .isZero();
  }

  private static boolean isAlive(SessionResponse session) {
    return fixture
        .auth
        .checkSession(CheckSessionRequest.newBuilder().setSessionId(session.getSessionId()).build())
        .getAlive();
  }

  private static int tokensOf(long sessionId) {
    return count("SELECT count(*) FROM refresh_tokens WHERE session_id = :id", sessionId);
  }

  private static int count(String sql, Object id) {
    return fixture
        .service
        .get(Database.class)
        .read(handle -> handle.createQuery(sql).bind("id", id).mapTo(Integer.class).one());
  }
}
