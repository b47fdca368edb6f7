package dev.twite.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.twite.auth.key.KeyRotation;
import dev.twite.common.boot.RunningService;
import dev.twite.common.config.Secret;
import dev.twite.common.db.Database;
import dev.twite.common.identity.Sealer;
import dev.twite.common.identity.ServiceIdentity;
import dev.twite.proto.auth.v1.GetKeySetRequest;
import dev.twite.proto.auth.v1.Key;
import dev.twite.proto.auth.v1.SessionResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyRotationIT {
  private static final Duration ROTATION = Duration.ofDays(30);
  private static final Duration AHEAD = Duration.ofHours(1);

  private AuthFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new AuthFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aTokenSaysWhatVerifiersNeedAndTheKeySetVerifiesIt_S5() {
    SessionResponse session = fixture.register();

    DecodedJWT token = JWT.decode(session.getAccessToken());

    VerifiedBy.keySet(token, keySet());
    assertThat(token.getAlgorithm()).isEqualTo("ES256");
    assertThat(token.getType()).isEqualTo("at+jwt");
    assertThat(token.getIssuer()).isEqualTo("twite");
    assertThat(token.getAudience()).containsExactly("twite-api");
    assertThat(token.getSubject()).isEqualTo(Long.toString(session.getUserId()));
    assertThat(token.getClaim("sid").asLong()).isEqualTo(session.getSessionId());
    assertThat(token.getClaim("role").asString()).isEqualTo("USER");
    assertThat(token.getIssuedAtAsInstant()).isEqualTo(fixture.clock.instant());
    assertThat(token.getExpiresAtAsInstant())
        .isEqualTo(fixture.clock.instant().plus(Duration.ofMinutes(15)));
    assertThat(token.getId()).isNotEmpty();
  }

  @Test
  void theNextKeyIsPublishedBeforeItSignsAndTheOldOneGoesWithItsTokens_S6() {
    String first = kidOfNewToken();
    assertThat(keySet()).extracting(Key::getKid).containsExactly(first);
    assertThat(keySet()).extracting(Key::getNotAfterMs).containsExactly(0L);

    turn(ROTATION.minus(AHEAD));
    assertThat(keySet()).hasSize(2).extracting(Key::getKid).contains(first);
    assertThat(kidOfNewToken()).isEqualTo(first);

    turn(AHEAD.minusMillis(1));
    DecodedJWT last = newToken();
    assertThat(last.getKeyId()).isEqualTo(first);
    turn(Duration.ofMillis(1));
    String second = kidOfNewToken();
    assertThat(second).isNotEqualTo(first);
    assertThat(keySet()).extracting(Key::getKid).containsExactlyInAnyOrder(first, second);

    Key retired =
        keySet().stream().filter(key -> key.getKid().equals(first)).findFirst().orElseThrow();
    assertThat(retired.getNotAfterMs())
        .isGreaterThanOrEqualTo(last.getExpiresAtAsInstant().toEpochMilli());
    VerifiedBy.keySet(last, keySet());

    turn(Duration.ofMinutes(16));
    assertThat(keySet()).extracting(Key::getKid).containsExactly(second);
  }

  @Test
  void aKeyEndedByHandIsGoneAtTheNextTurnAndAnotherSigns_S6() {
    String first = kidOfNewToken();
    fixture
        .service
        .get(Database.class)
        .run(handle -> handle.execute("UPDATE signing_keys SET not_after_ms = 0"));

    turn(Duration.ZERO);

    assertThat(keySet()).extracting(Key::getKid).doesNotContain(first).hasSize(1);
    VerifiedBy.keySet(newToken(), keySet());
  }

  @Test
  void severalProcessesAgreeOnOneKey_S6() throws Exception {
    turn(ROTATION.minus(AHEAD));
    KeyRotation rotation = fixture.service.get(KeyRotation.class);
    fixture.service.get(Database.class).run(handle -> handle.execute("DELETE FROM signing_keys"));
    Callable<Boolean> tick =
        () -> {
          rotation.tick();
          return true;
        };

    Parallel.all(Collections.nCopies(8, tick));

    assertThat(keySet()).hasSize(1);
  }

  @Test
  void privateKeysAreSealed() {
    byte[] sealed =
        fixture
            .service
            .get(Database.class)
            .read(
                handle ->
                    handle
                        .createQuery("SELECT sealed_private FROM signing_keys")
                        .mapTo(byte[].class)
                        .one());
    Secret secret = new Secret(fixture.env.asMap().get("TWITE_SERVICE_SECRET"));

    assertThat(new Sealer(new ServiceIdentity("auth", secret)).open(sealed)).startsWith("ME");
    assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("ME");
  }

  @Test
  void doesNotStartOnKeysOfAnotherSecret() {
    fixture.close();
    String other = "another secret of the services, long enough 0123456789";
    fixture.env.set("AUTH_SERVICE_SECRET", other);

    assertThat(org.assertj.core.api.Assertions.catchThrowable(this::restart))
        .hasMessageContaining("TWITE_SERVICE_SECRET");
  }

  private RunningService restart() throws Exception {
    return fixture.cluster.start(new AuthSpec());
  }

  private void turn(Duration time) {
    fixture.clock.advance(time);
    fixture.service.get(KeyRotation.class).tick();
  }

  private DecodedJWT newToken() {
    return JWT.decode(fixture.register().getAccessToken());
  }

  private String kidOfNewToken() {
    return newToken().getKeyId();
  }

  private List<Key> keySet() {
    return fixture.auth.getKeySet(GetKeySetRequest.getDefaultInstance()).getKeysList();
  }
}
