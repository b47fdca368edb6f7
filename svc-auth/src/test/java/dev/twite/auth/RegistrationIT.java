package dev.twite.auth;

import static dev.twite.auth.AuthFixture.PASSWORD;
import static dev.twite.auth.AuthFixture.codeOf;
import static dev.twite.auth.AuthFixture.errorOf;
import static dev.twite.auth.AuthFixture.registration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.FieldError;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.proto.auth.v1.RegisterRequest;
import dev.twite.proto.auth.v1.SessionResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RegistrationIT {
  /** As many as may wait to hash a password on one core; more would be refused (R13). */
  private static final int AT_ONCE = 8;

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
  void makesAnAccountWithASession() {
    RegisterRequest request = registration().setName("  Ada  ").build();

    SessionResponse made = fixture.auth.register(request);

    assertThat(made.getHandle()).isEqualTo(request.getHandle());
    assertThat(made.getName()).isEqualTo("Ada");
    assertThat(made.getUserCreatedAtMs()).isEqualTo(fixture.clock.millis());
    assertThat(made.getExpiresInS()).isEqualTo(900);
    assertThat(made.getAccessToken()).isNotEmpty();
    assertThat(fixture.refresh(made.getRefreshToken()).getUserId()).isEqualTo(made.getUserId());
  }

  @Test
  void opensTheAccountByHandleAndByAddressInAnyCase() {
    RegisterRequest request = registration().build();
    long id = fixture.auth.register(request).getUserId();

    String handle = request.getHandle().toUpperCase(java.util.Locale.ROOT);
    String email = request.getEmail().toUpperCase(java.util.Locale.ROOT);
    assertThat(fixture.login(handle, PASSWORD, AuthFixture.HOME).getUserId()).isEqualTo(id);
    assertThat(fixture.login(email, PASSWORD, AuthFixture.HOME).getUserId()).isEqualTo(id);
  }

  @Test
  void keepsHandlesAndAddressesUniqueInAnyCase() {
    RegisterRequest first = registration().setHandle("Mixed_Case").build();
    fixture.auth.register(first);

    RegisterRequest sameHandle = registration().setHandle("mIXED_cASE").build();
    RegisterRequest sameEmail =
        registration().setEmail(first.getEmail().toUpperCase(java.util.Locale.ROOT)).build();
    assertThat(codeOf(() -> fixture.auth.register(sameHandle))).isEqualTo(ErrorCode.HANDLE_TAKEN);
    assertThat(codeOf(() -> fixture.auth.register(sameEmail))).isEqualTo(ErrorCode.EMAIL_TAKEN);
  }

  @Test
  void ofEightWhoWantOneHandleAtOnceOneGetsIt() throws Exception {
    List<Callable<String>> attempts =
        IntStream.range(0, AT_ONCE)
            .<Callable<String>>mapToObj(
                i ->
                    () -> {
                      RegisterRequest request = registration().setHandle("contested").build();
                      try {
                        insist(request);
                        return "made";
                      } catch (io.grpc.StatusRuntimeException refused) {
                        return codeOf(
                                () -> {
                                  throw refused;
                                })
                            .name();
                      }
                    })
            .toList();

    Map<String, Long> outcomes =
        Parallel.all(attempts).stream()
            .collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting()));

    assertThat(outcomes)
        .containsOnly(Map.entry("made", 1L), Map.entry("HANDLE_TAKEN", AT_ONCE - 1L));
  }

  @Test
  void namesEveryFaultyField() {
    RegisterRequest request =
        RegisterRequest.newBuilder()
            .setHandle("a-b")
            .setEmail("nobody@localhost")
            .setPassword("short")
            .setName(" ")
            .build();

    assertThat(errorOf(() -> fixture.auth.register(request)).fields())
        .extracting(FieldError::field, FieldError::code)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("handle", "invalid_format"),
            org.assertj.core.groups.Tuple.tuple("email", "invalid_format"),
            org.assertj.core.groups.Tuple.tuple("password", "too_short"),
            org.assertj.core.groups.Tuple.tuple("name", "required"));
  }

  @Test
  void aRepeatWithTheSameKeyGivesTheSameAccount_R2() throws Exception {
    RegisterRequest request = registration().setIdempotencyKey("key-of-a-repeat").build();
    List<Callable<SessionResponse>> attempts =
        java.util.Collections.nCopies(AT_ONCE, () -> insist(request));

    List<SessionResponse> answers = Parallel.all(attempts);

    assertThat(answers)
        .extracting(SessionResponse::getUserId)
        .containsOnly(answers.get(0).getUserId());
    assertThat(answers).extracting(SessionResponse::getRefreshToken).doesNotHaveDuplicates();
    assertThat(events("UserCreated", answers.get(0).getUserId())).isLessThanOrEqualTo(1);
    for (SessionResponse answer : answers) {
      assertThat(fixture.refresh(answer.getRefreshToken()).getUserId())
          .isEqualTo(answer.getUserId());
    }
  }

  @Test
  void refusesAnotherBodyUnderTheSameKey() {
    RegisterRequest.Builder request = registration().setIdempotencyKey("key-of-another-body");
    fixture.auth.register(request.build());

    RegisterRequest otherName = request.clone().setName("Somebody Else").build();
    RegisterRequest otherPassword = request.clone().setPassword("another password").build();
    RegisterRequest otherPerson = registration().setIdempotencyKey("key-of-another-body").build();
    for (RegisterRequest other : List.of(otherName, otherPassword, otherPerson)) {
      assertThat(codeOf(() -> fixture.auth.register(other)))
          .isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED);
    }
  }

  @Test
  void keepsNoPasswordAndNoTokenInClear() {
    RegisterRequest request =
        registration().setPassword("canary-password-77").setIdempotencyKey("canary").build();
    SessionResponse made = fixture.auth.register(request);

    String dump =
        fixture
            .service
            .get(Database.class)
            .read(
                handle ->
                    handle
                        .createQuery(
                            """
                            SELECT query_to_xml('SELECT * FROM users', true, false, '')::text
                              || query_to_xml('SELECT * FROM sessions', true, false, '')::text
                              || query_to_xml('SELECT * FROM refresh_tokens', true, false, '')::text
                              || query_to_xml('SELECT * FROM idempotency_key', true, false, '')::text
                            """)
                        .mapTo(String.class)
                        .one());

    assertThat(dump).contains(request.getHandle()).doesNotContain("canary-password-77");
    assertThat(dump).doesNotContain(made.getRefreshToken());
  }

  /** As clients do: on a busy machine hashes wait for longer than a second. */
  private static SessionResponse insist(RegisterRequest request) {
    while (true) {
      try {
        return fixture.auth.register(request);
      } catch (io.grpc.StatusRuntimeException refused) {
        if (GrpcErrors.toError(refused).code() != ErrorCode.OVERLOADED) {
          throw refused;
        }
      }
    }
  }

  private static int events(String type, long key) {
    return fixture
        .service
        .get(Database.class)
        .read(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM outbox WHERE type = :type AND key = :key")
                    .bind("type", type)
                    .bind("key", key)
                    .mapTo(Integer.class)
                    .one());
  }
}
