package dev.twite.auth;

import static dev.twite.auth.AuthFixture.ELSEWHERE;
import static dev.twite.auth.AuthFixture.PASSWORD;
import static dev.twite.auth.AuthFixture.as;
import static dev.twite.auth.AuthFixture.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.identity.Revocations;
import dev.twite.common.redis.Redis;
import dev.twite.common.testing.Eventually;
import dev.twite.common.testing.TimedTest;
import dev.twite.common.thread.Threads;
import dev.twite.embedded.RedisServer;
import dev.twite.embedded.TestServers;
import dev.twite.proto.auth.v1.CheckSessionRequest;
import dev.twite.proto.auth.v1.LogoutRequest;
import dev.twite.proto.auth.v1.SessionResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;

class RevocationIT {
  private static final Duration PROMISE = Duration.ofSeconds(5);

  private RedisServer server;
  private AuthFixture fixture;

  @BeforeEach
  void start() throws Exception {
    server = TestServers.newRedis();
    fixture = new AuthFixture(AuthFixture.environment().set("REDIS_URL", server.url()));
  }

  @AfterEach
  void stop() {
    fixture.close();
    server.close();
  }

  @Test
  void aLogoutIsKnownAtOnce_S8() throws Exception {
    SessionResponse session = fixture.register();
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    CountDownLatch subscribed = new CountDownLatch(1);
    JedisPubSub listener =
        new JedisPubSub() {
          @Override
          public void onSubscribe(String channel, int count) {
            subscribed.countDown();
          }

          @Override
          public void onMessage(String channel, String message) {
            heard.add(message);
          }
        };
    try (Jedis connection = redis().dedicated()) {
      Thread thread =
          Threads.loop("listener", () -> connection.subscribe(listener, Revocations.CHANNEL));
      thread.start();
      subscribed.await();

      logout(session);
      logout(session);

      assertThat(Revocations.isRevoked(redis(), session.getSessionId())).isTrue();
      long life = redis().call(client -> client.ttl(Revocations.key(session.getSessionId())));
      assertThat(life).isBetween(900L, 960L);
      Eventually.eventually(
          () -> assertThat(heard).contains(Long.toString(session.getSessionId())));
      listener.unsubscribe();
      thread.join(Duration.ofSeconds(45));
    }
    assertThat(isAlive(session)).isFalse();
    assertThat(codeOf(() -> fixture.refresh(session.getRefreshToken())))
        .isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
  }

  @TimedTest
  void aRedisThatForgotIsTold_S8() {
    SessionResponse session = fixture.register();
    logout(session);
    // The first turn of the loop has set the marker: from here on only its loss tells.
    Eventually.eventually(() -> assertThat(hasMarker()).isTrue());

    redis().call(client -> client.flushAll());

    assertKnownWithin(Duration.ofSeconds(3), session);
  }

  @TimedTest
  void aRevocationWhileRedisIsAwayIsToldWhenItIsBack_S8() {
    SessionResponse session = fixture.register();
    SessionResponse alive = fixture.register();
    server.kill();

    logout(session);

    assertThat(isAlive(session)).isFalse();
    assertThat(codeOf(() -> fixture.refresh(session.getRefreshToken())))
        .isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
    assertThat(isAlive(fixture.refresh(alive.getRefreshToken()))).isTrue();
    server.start();
    server.awaitReady(Duration.ofSeconds(60));
    assertKnownWithin(PROMISE, session);
  }

  @TimedTest
  void aRevocationWhoseProcessDiedBeforeTellingIsTold_S8() {
    SessionResponse session = fixture.register();
    fixture
        .service
        .get(Database.class)
        .run(
            handle ->
                handle.execute(
                    "UPDATE sessions SET revoked_at_ms = ? WHERE id = ?",
                    fixture.clock.millis(),
                    session.getSessionId()));

    assertKnownWithin(PROMISE, session);
  }

  @Test
  void guessingIsCountedWithoutRedis_R10() {
    String handle = fixture.register().getHandle();
    server.kill();

    for (int i = 0; i < 10; i++) {
      assertThat(codeOf(() -> fixture.login(handle, "wrong password", ELSEWHERE)))
          .isEqualTo(ErrorCode.INVALID_CREDENTIALS);
    }

    assertThat(codeOf(() -> fixture.login(handle, "wrong password", ELSEWHERE)))
        .isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(fixture.login(fixture.register().getHandle(), PASSWORD, ELSEWHERE).getHandle())
        .isNotEmpty();
  }

  private void assertKnownWithin(Duration limit, SessionResponse session) {
    Eventually.promised(
        limit,
        () ->
            assertThat(Revocations.isRevoked(redis(), session.getSessionId()))
                .as("known to Redis")
                .isTrue());
  }

  private boolean hasMarker() {
    return redis().call(client -> client.exists("revoked:complete"));
  }

  private Redis redis() {
    return fixture.service.get(Redis.class);
  }

  private void logout(SessionResponse session) {
    var unused = as(session, () -> fixture.auth.logout(LogoutRequest.getDefaultInstance()));
  }

  private boolean isAlive(SessionResponse session) {
    return fixture
        .auth
        .checkSession(CheckSessionRequest.newBuilder().setSessionId(session.getSessionId()).build())
        .getAlive();
  }
}
