package dev.twite.gateway;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.inTime;
import static dev.twite.common.testing.Eventually.promised;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import dev.twite.common.testing.TimedTest;
import dev.twite.embedded.RedisServer;
import dev.twite.embedded.TestServers;
import dev.twite.gateway.fake.RevocationStore;
import dev.twite.gateway.fake.TokenMint;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which access tokens are believed, and for how long. */
final class TokenIT {
  private static final long USER = 4001;
  private static final long SESSION = 4002;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void noForgeryIsBelieved_S5() throws Exception {
    try (Gateways gateways = Gateways.with()) {
      Client anyone = gateways.client();
      gateways.others.profile.add(USER);
      TokenMint mint = gateways.others.auth.mint();
      assertThat(anyone.as(mint.sign(USER, SESSION)).get("/v1/me").status()).isEqualTo(200);
      Map<String, String> forgeries = forgeries(mint);
      assertThat(forgeries).hasSizeGreaterThan(25);
      forgeries.forEach(
          (kind, token) -> {
            Answer answer = anyone.as(token).get("/v1/me");
            assertThat(answer.status()).as(kind).isEqualTo(401);
            assertThat(answer.code()).as(kind).isIn("token_invalid", "token_expired");
            // Refused where none is needed too.
            assertThat(anyone.as(token).get("/v1/timelines/public").status())
                .as(kind)
                .isEqualTo(401);
          });
      // A refresh token is no access token.
      String refresh = Gateways.session(anyone, "refresher").body().path("refresh_token").asText();
      assertThat(anyone.as(refresh).get("/v1/me").code()).isEqualTo("token_invalid");
      assertThat(anyone.send("GET", "/v1/me", null, "Authorization", "Basic dTpw").code())
          .isEqualTo("token_invalid");
    }
  }

  private static Map<String, String> forgeries(TokenMint mint) throws Exception {
    Map<String, String> all = new LinkedHashMap<>();
    String good = mint.sign(USER, SESSION);
    List<String> parts = Splitter.on('.').splitToList(good);
    TokenMint thief = new TokenMint(mint.kid());
    TokenMint stranger = new TokenMint("key-unknown");
    Instant now = Instant.now();
    for (String alg : new String[] {"none", "None", "nOnE"}) {
      String header = header("{'alg':'%s','typ':'at+jwt','kid':'%s'}".formatted(alg, mint.kid()));
      all.put("alg " + alg + ", no signature", header + "." + parts.get(1) + ".");
      all.put("alg " + alg + ", old signature", header + "." + parts.get(1) + "." + parts.get(2));
    }
    byte[] der = mint.publicKey().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END PUBLIC KEY-----\n";
    all.put(
        "HS256 with the public key (DER)", mint.token(USER, SESSION).sign(Algorithm.HMAC256(der)));
    all.put(
        "HS256 with the public key (PEM)",
        mint.token(USER, SESSION).sign(Algorithm.HMAC256(pem.getBytes(StandardCharsets.UTF_8))));
    all.put(
        "embedded jwk", thief.token(USER, SESSION).withHeader(jwk(thief)).sign(thief.algorithm()));
    for (String member : new String[] {"jku", "x5u"}) {
      all.put(
          member,
          thief
              .token(USER, SESSION)
              .withHeader(Map.of(member, "http://127.0.0.1:1/keys", "typ", "at+jwt"))
              .sign(thief.algorithm()));
      all.put(
          member + " under the right key",
          mint.token(USER, SESSION)
              .withHeader(Map.of(member, "http://127.0.0.1:1/keys", "typ", "at+jwt"))
              .sign(mint.algorithm()));
    }
    for (String kid : new String[] {"../../../../dev/null", "' OR 1=1 --", ""}) {
      all.put(
          "kid " + kid, stranger.token(USER, SESSION).withKeyId(kid).sign(stranger.algorithm()));
      all.put(
          "kid " + kid + ", empty secret",
          stranger.token(USER, SESSION).withKeyId(kid).sign(Algorithm.HMAC256(new byte[] {0})));
    }
    all.put("unknown kid", stranger.sign(USER, SESSION));
    all.put("another's signature", thief.sign(USER, SESSION));
    all.put("expired", sign(mint, mint.token(USER, SESSION).withExpiresAt(now.minusSeconds(1))));
    all.put("not yet", sign(mint, mint.token(USER, SESSION).withNotBefore(now.plusSeconds(60))));
    all.put(
        "from the future", sign(mint, mint.token(USER, SESSION).withIssuedAt(now.plusSeconds(60))));
    all.put("other issuer", sign(mint, mint.token(USER, SESSION).withIssuer("twit")));
    all.put("other audience", sign(mint, mint.token(USER, SESSION).withAudience("twite-mail")));
    all.put(
        "refresh token by type",
        sign(mint, mint.token(USER, SESSION).withHeader(Map.of("typ", "rt+jwt"))));
    all.put("plain type", sign(mint, mint.token(USER, SESSION).withHeader(Map.of("typ", "JWT"))));
    all.put(
        "critical extension",
        sign(
            mint,
            mint.token(USER, SESSION)
                .withHeader(Map.of("typ", "at+jwt", "crit", new String[] {"b64"}))));
    all.put("no expiry", sign(mint, mint.token(USER, SESSION).withExpiresAt((Instant) null)));
    all.put("no session", sign(mint, mint.token(USER, SESSION).withClaim("sid", (String) null)));
    all.put("odd role", sign(mint, mint.token(USER, SESSION).withClaim("role", "root")));
    all.put("no number", sign(mint, mint.token(USER, SESSION).withSubject("1 OR 1=1")));
    all.put("signature cut off", parts.get(0) + "." + parts.get(1));
    all.put("signature empty", parts.get(0) + "." + parts.get(1) + ".");
    all.put(
        "signature of zeros (CVE-2022-21449)",
        parts.get(0) + "." + parts.get(1) + "." + base64(new byte[64]));
    String payload =
        new String(Base64.getUrlDecoder().decode(parts.get(1)), StandardCharsets.UTF_8);
    String raised = payload.replace("\"user\"", "\"admin\"");
    assertThat(raised).isNotEqualTo(payload);
    all.put(
        "payload altered",
        parts.get(0) + "." + base64(raised.getBytes(StandardCharsets.UTF_8)) + "." + parts.get(2));
    all.put("other curve", sign(mint.token(USER, SESSION), "secp384r1"));
    all.put("too long", good + "A".repeat(5000));
    all.put("no token at all", "hello");
    return all;
  }

  @Test
  void aNewKeyIsFoundAtOnceAndMadeUpOnesAskOnce_S6() throws Exception {
    try (Gateways gateways = Gateways.with("GATEWAY_KEY_REFRESH", "10m")) {
      Client anyone = gateways.client();
      gateways.others.profile.add(USER);
      gateways.others.auth.keys().add(new TokenMint("key-2"));
      long before = gateways.others.probe.count("GetKeySet");
      long start = System.nanoTime();
      assertThat(anyone.as(gateways.others.auth.mint().sign(USER, SESSION)).get("/v1/me").status())
          .isEqualTo(200);
      for (int i = 0; i < 300; i++) {
        Answer answer = anyone.as(new TokenMint("made-up-" + i).sign(USER, SESSION)).get("/v1/me");
        assertThat(answer.code()).isEqualTo("token_invalid");
      }
      // Again after half a minute, if a slow machine makes it that long.
      long more = Duration.ofNanos(System.nanoTime() - start).toSeconds() / 30;
      assertThat(gateways.others.probe.count("GetKeySet") - before).isBetween(1L, 1 + more);
    }
  }

  @Test
  void keysRotateUnderLoadWithoutOneFalseRefusal_S6() throws Exception {
    try (Gateways gateways = Gateways.with("GATEWAY_KEY_REFRESH", "50ms")) {
      Client anyone = gateways.client();
      gateways.others.profile.add(USER);
      TokenMint first = gateways.others.auth.mint();
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger refused = new AtomicInteger();
      AtomicInteger served = new AtomicInteger();
      Thread load =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!over.get()) {
                      String token = gateways.others.auth.mint().sign(USER, SESSION);
                      int status = anyone.as(token).get("/v1/me").status();
                      (status == 200 ? served : refused).incrementAndGet();
                    }
                  });
      for (int i = 2; i < 6; i++) {
        TokenMint next = new TokenMint("key-" + i);
        // Published first, used when every gateway has it.
        gateways.others.auth.keys().addFirst(next);
        eventually(
            () -> assertThat(anyone.get("/.well-known/jwks.json").text()).contains(next.kid()));
        gateways.others.auth.keys().add(next);
        int so = served.get();
        eventually(() -> assertThat(served.get()).isGreaterThan(so + 5));
      }
      over.set(true);
      load.join();
      assertThat(refused).hasValue(0);

      String old = first.sign(USER, SESSION);
      assertThat(anyone.as(old).get("/v1/me").status()).isEqualTo(200);
      gateways.others.auth.keys().remove(first);
      eventually(() -> assertThat(anyone.as(old).get("/v1/me").code()).isEqualTo("token_invalid"));
    }
  }

  @TimedTest
  void aKeyEndsWhenItWasSaidTo_S6() throws Exception {
    try (Gateways gateways = Gateways.with("GATEWAY_KEY_REFRESH", "10m")) {
      gateways.others.profile.add(USER);
      TokenMint mint = gateways.others.auth.mint();
      long begin = System.nanoTime();
      mint.retireAt(Instant.now().plusSeconds(4));
      Client someone = gateways.client().as(mint.sign(USER, SESSION));
      int status = someone.get("/v1/me").status();
      inTime(Duration.ofSeconds(4), begin);
      assertThat(status).isEqualTo(200);
      eventually(() -> assertThat(someone.get("/v1/me").code()).isEqualTo("token_invalid"));
    }
  }

  @TimedTest
  void anEndedSessionIsDeadEverywhereWithin5Seconds_S8() throws Exception {
    try (Gateways gateways = Gateways.with()) {
      Client here = gateways.client();
      Client there = gateways.client();
      gateways.others.profile.add(USER);
      String token = gateways.others.auth.mint().sign(USER, SESSION);
      assertThat(here.as(token).get("/v1/me").status()).isEqualTo(200);
      assertThat(there.as(token).get("/v1/me").status()).isEqualTo(200);
      here.as(token).send("POST", "/v1/auth/logout", null);
      assertThat(here.as(token).get("/v1/me").code()).isEqualTo("token_invalid");
      promised(
          Duration.ofSeconds(5),
          () -> assertThat(there.as(token).get("/v1/me").code()).isEqualTo("token_invalid"));
    }
  }

  @TimedTest
  void sessionsEndAndLogInsAreLimitedWhileRedisIsAway_S8_R10() throws Exception {
    try (RedisServer redis = TestServers.newRedis();
        Gateways gateways =
            Gateways.with(
                "REDIS_URL", redis.url(), "LIMITS", "strict", "RULES", "login: {capacity: 5}")) {
      Client anyone = gateways.client();
      Answer opened = Gateways.session(anyone, "stayer");
      Client stayer = anyone.as(opened.body().path("access_token").asText());
      long session = stayer.get("/v1/auth/sessions").body().path("data").get(0).path("id").asLong();
      redis.kill();
      assertThat(stayer.get("/v1/me").status()).isEqualTo(200);
      int limited = 0;
      for (int i = 0; i < 20; i++) {
        Answer answer = anyone.post("/v1/auth/login", "{'login':'stayer','password':'guess'}");
        limited += answer.status() == 429 ? 1 : 0;
      }
      assertThat(limited).isEqualTo(15);
      gateways.others.auth.endUnseen(session);
      promised(
          Duration.ofSeconds(5),
          () -> assertThat(stayer.get("/v1/me").code()).isEqualTo("token_invalid"));
      assertThat(anyone.get("/v1/timelines/public").status()).isEqualTo(200);
    }
  }

  @TimedTest
  void aSessionEndedByAnybodyIsSeenInRedis_S8() throws Exception {
    try (Gateways gateways = Gateways.with()) {
      gateways.others.profile.add(USER);
      Client someone = gateways.client().as(gateways.others.auth.mint().sign(USER, SESSION));
      assertThat(someone.get("/v1/me").status()).isEqualTo(200);
      new RevocationStore(gateways.env.asMap().get("TWITE_REDIS_URL")).revoke(SESSION);
      promised(
          Duration.ofSeconds(5),
          () -> assertThat(someone.get("/v1/me").code()).isEqualTo("token_invalid"));
      assertThat(gateways.others.probe.count("CheckSession")).isZero();
    }
  }

  @TimedTest
  void aBannedAccountsCallsSayWhyAndUntilWhen_S8() throws Exception {
    try (Gateways gateways = Gateways.with()) {
      gateways.others.profile.add(USER);
      Client someone = gateways.client().as(gateways.others.auth.mint().sign(USER, SESSION));
      assertThat(someone.get("/v1/me").status()).isEqualTo(200);
      new RevocationStore(gateways.env.asMap().get("TWITE_REDIS_URL"))
          .revoke(SESSION, "The account is banned: spam");
      promised(
          Duration.ofSeconds(5),
          () -> {
            Answer refused = someone.get("/v1/me");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("account_banned");
            assertThat(refused.body().path("detail").asText())
                .isEqualTo("The account is banned: spam");
          });
      // Where no token is needed, one that is sent counts too.
      assertThat(someone.get("/v1/users/" + USER).code()).isEqualTo("account_banned");
    }
  }

  private static String sign(TokenMint mint, JWTCreator.Builder token) {
    return token.sign(mint.algorithm());
  }

  private static String sign(JWTCreator.Builder token, String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    var pair = generator.generateKeyPair();
    return token.sign(
        Algorithm.ECDSA384((ECPublicKey) pair.getPublic(), (ECPrivateKey) pair.getPrivate()));
  }

  private static Map<String, Object> jwk(TokenMint mint) {
    var key = mint.published();
    return Map.of(
        "typ",
        "at+jwt",
        "jwk",
        Map.of("kty", "EC", "crv", "P-256", "x", key.getX(), "y", key.getY()));
  }

  private static String header(String json) throws Exception {
    return base64(JSON.writeValueAsBytes(JSON.readTree(json.replace('\'', '"'))));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
