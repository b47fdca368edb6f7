package dev.twite.auth;

import static dev.twite.auth.AuthFixture.HOME;
import static dev.twite.auth.AuthFixture.PASSWORD;
import static dev.twite.auth.AuthFixture.codeOf;
import static dev.twite.auth.AuthFixture.errorOf;
import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.promised;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.Revocations;
import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.EventProducer;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.common.redis.Redis;
import dev.twite.common.testing.TimedTest;
import dev.twite.proto.auth.v1.AccountRecord;
import dev.twite.proto.auth.v1.CheckSessionRequest;
import dev.twite.proto.auth.v1.CheckSessionResponse;
import dev.twite.proto.auth.v1.FindAccountsRequest;
import dev.twite.proto.auth.v1.GetContactRequest;
import dev.twite.proto.auth.v1.SessionResponse;
import dev.twite.proto.events.v1.StandingChanged;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** svc-admin's decisions, as svc-auth makes them hold. */
class StandingIT {
  private static final AtomicLong EVENTS = new AtomicLong(1);
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

  @TimedTest
  void aBanEndsEverySessionWithin5sAndSaysWhy_S8() throws Exception {
    SessionResponse session = fixture.register();
    SessionResponse second = fixture.login(session.getHandle(), PASSWORD, HOME);
    long until = fixture.clock.millis() + Duration.ofDays(1).toMillis();
    publish(banned(session, 1).setBannedUntilMs(until));
    promised(
        Duration.ofSeconds(5),
        () -> {
          for (SessionResponse one : List.of(session, second)) {
            Optional<TwiteException> refusal = refusal(one);
            assertThat(refusal).isPresent();
            assertThat(refusal.get().code()).isEqualTo(ErrorCode.ACCOUNT_BANNED);
            assertThat(refusal.get().detail())
                .isEqualTo("The account is banned until 2026-06-02T12:00:00Z: spam");
          }
        });
    for (TwiteException told :
        List.of(
            errorOf(() -> fixture.refresh(session.getRefreshToken())),
            errorOf(() -> fixture.login(session.getHandle(), PASSWORD, HOME)))) {
      assertThat(told.code()).isEqualTo(ErrorCode.ACCOUNT_BANNED);
      assertThat(told.detail()).endsWith("until 2026-06-02T12:00:00Z: spam");
    }
    CheckSessionResponse check = check(session);
    assertThat(check.getAlive()).isFalse();
    assertThat(check.getBanNotice()).contains("spam");
    eventually(() -> assertThat(events.payloads(session.getUserId(), "UserBanned")).hasSize(1));
    // Nobody writes to a banned account.
    assertThat(
            codeOf(
                () ->
                    fixture
                        .stub("email")
                        .getContact(
                            GetContactRequest.newBuilder().setUserId(session.getUserId()).build())))
        .isEqualTo(ErrorCode.USER_NOT_FOUND);

    publish(decided(session, 2));

    eventually(() -> assertThat(events.payloads(session.getUserId(), "UserUnbanned")).hasSize(1));
    assertThat(fixture.login(session.getHandle(), PASSWORD, HOME).getUserId())
        .isEqualTo(session.getUserId());
    assertThat(codeOf(() -> fixture.refresh(session.getRefreshToken())))
        .isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
    eventually(
        () ->
            assertThat(refusal(session))
                .get()
                .extracting(TwiteException::code)
                .isEqualTo(ErrorCode.TOKEN_INVALID));
  }

  @Test
  void aDecisionThatComesLateOrAgainChangesNothing() throws Exception {
    SessionResponse session = fixture.register();
    publish(decided(session, 3).setRole("MODERATOR"));
    publish(banned(session, 2));
    publish(decided(session, 3).setRole("MODERATOR"));
    SessionResponse marker = fixture.register();
    publish(session.getUserId(), banned(marker, 1));
    eventually(() -> assertThat(check(marker).getAlive()).isFalse());
    assertThat(check(session).getAlive()).isTrue();
    assertThat(events.payloads(session.getUserId(), "UserBanned")).isEmpty();
    SessionResponse next = fixture.refresh(session.getRefreshToken());
    assertThat(JWT.decode(next.getAccessToken()).getClaim("role").asString())
        .isEqualToIgnoringCase("moderator");
  }

  @Test
  void aLesserRoleEndsSessionsAndAGreaterOneDoesNot_S8() throws Exception {
    SessionResponse session = fixture.register();
    publish(decided(session, 1).setRole("ADMIN"));
    eventually(() -> assertThat(find(session).getRole()).isEqualTo("ADMIN"));
    assertThat(check(session).getAlive()).isTrue();
    publish(decided(session, 2).setRole("MODERATOR"));
    eventually(() -> assertThat(check(session).getAlive()).isFalse());
    assertThat(codeOf(() -> fixture.refresh(session.getRefreshToken())))
        .isEqualTo(ErrorCode.REFRESH_TOKEN_INVALID);
  }

  @Test
  void accountsAreFoundByModerationOnly_S1() throws Exception {
    SessionResponse made = fixture.register();
    assertThat(codeOf(() -> fixture.auth.findAccounts(all().build())))
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(found(all().setHandle(made.getHandle().toUpperCase(java.util.Locale.ROOT))))
        .containsExactly(made.getUserId());
    assertThat(found(all().setQuery(made.getHandle() + "@Example.org")))
        .containsExactly(made.getUserId());
    assertThat(found(all().setQuery("@" + made.getHandle()))).contains(made.getUserId());
    assertThat(found(all().setQuery("a use"))).contains(made.getUserId());
    // An underscore is no wildcard, nor is a percent sign.
    assertThat(found(all().setQuery(made.getHandle().replace('_', 'x')))).isEmpty();
    assertThat(found(all().setQuery("%"))).isEmpty();
    SessionResponse later = fixture.register();
    assertThat(found(all().setLimit(1))).containsExactly(later.getUserId());
    assertThat(found(all().setBeforeId(later.getUserId()).setLimit(1)))
        .containsExactly(made.getUserId());
    publish(banned(made, 1));
    eventually(() -> assertThat(found(all().setBannedOnly(true))).contains(made.getUserId()));
    assertThat(found(all().setBannedOnly(true))).doesNotContain(later.getUserId());
    assertThat(codeOf(() -> found(all().setRole("KING")))).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(codeOf(() -> found(all().setLimit(0)))).isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  private static FindAccountsRequest.Builder all() {
    return FindAccountsRequest.newBuilder().setLimit(100);
  }

  private static List<Long> found(FindAccountsRequest.Builder request) {
    return fixture.stub("admin").findAccounts(request.build()).getAccountsList().stream()
        .map(AccountRecord::getId)
        .toList();
  }

  private static AccountRecord find(SessionResponse session) {
    return fixture
        .stub("admin")
        .findAccounts(all().addUserIds(session.getUserId()).build())
        .getAccounts(0);
  }

  private static Optional<TwiteException> refusal(SessionResponse session) {
    return Revocations.refusal(fixture.service.get(Redis.class), session.getSessionId());
  }

  private static CheckSessionResponse check(SessionResponse session) {
    return fixture.auth.checkSession(
        CheckSessionRequest.newBuilder().setSessionId(session.getSessionId()).build());
  }

  private static StandingChanged.Builder decided(SessionResponse session, long version) {
    return StandingChanged.newBuilder()
        .setUserId(session.getUserId())
        .setVersion(version)
        .setRole("USER");
  }

  private static StandingChanged.Builder banned(SessionResponse session, long version) {
    return decided(session, version).setBanned(true).setBanReason("spam");
  }

  private static void publish(StandingChanged.Builder event) throws Exception {
    publish(event.getUserId(), event);
  }

  /** Under the key of another, so that it comes after that one's. */
  private static void publish(long key, StandingChanged.Builder event) throws Exception {
    assertThat(
            fixture
                .service
                .get(EventProducer.class)
                .send(
                    List.of(
                        EventCodec.encode(
                            Topic.MODERATION.in(fixture.service.get(KafkaConfig.class)),
                            key,
                            new Event(
                                EVENTS.getAndIncrement(),
                                fixture.clock.instant(),
                                event.build(),
                                "",
                                "")))))
        .containsExactly(true);
  }
}
