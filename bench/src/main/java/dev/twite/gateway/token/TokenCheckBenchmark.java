package dev.twite.gateway.token;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.twite.common.identity.User;
import dev.twite.proto.auth.v1.AuthGrpc;
import dev.twite.proto.auth.v1.GetKeySetRequest;
import dev.twite.proto.auth.v1.GetKeySetResponse;
import dev.twite.proto.auth.v1.Key;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A token that was seen before, as almost all are, and the signature of one that was not. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TokenCheckBenchmark {
  private static final String SERVER = "token-check-benchmark";

  private Server server;
  private ManagedChannel channel;
  private KeySet keys;
  private AccessTokens tokens;
  private VerifyingKey verifying;
  private String token;

  @Setup
  public void prepare() throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    ECPublicKey point = (ECPublicKey) pair.getPublic();
    Key key =
        Key.newBuilder()
            .setKid("k1")
            .setX(base64(point.getW().getAffineX()))
            .setY(base64(point.getW().getAffineY()))
            .build();
    token = token((ECPrivateKey) pair.getPrivate());
    server = InProcessServerBuilder.forName(SERVER).addService(new OneKey(key)).build().start();
    channel = InProcessChannelBuilder.forName(SERVER).build();
    Clock clock = Clock.systemUTC();
    TokenConfig config = new TokenConfig("twite", Duration.ofHours(1));
    verifying = VerifyingKey.of(key, config.issuer(), clock);
    keys = new KeySet(AuthGrpc.newBlockingStub(channel), config, clock);
    keys.start();
    while (true) {
      try {
        keys.check();
        break;
      } catch (RuntimeException notYet) {
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    }
    tokens = new AccessTokens(keys, clock);
  }

  @TearDown
  public void end() throws InterruptedException {
    keys.stop();
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Benchmark
  public User remembered() {
    return tokens.verify(token);
  }

  @Benchmark
  public DecodedJWT signature() {
    return verifying.verifier().verify(token);
  }

  private static String token(ECPrivateKey key) {
    Instant now = Instant.now();
    return JWT.create()
        .withHeader(Map.of("typ", "at+jwt"))
        .withKeyId("k1")
        .withIssuer("twite")
        .withAudience(VerifyingKey.AUDIENCE)
        .withSubject("600000000000000000")
        .withClaim("sid", 700_000_000_000_000_000L)
        .withClaim("role", "USER")
        .withIssuedAt(now)
        .withExpiresAt(now.plus(Duration.ofHours(1)))
        .sign(Algorithm.ECDSA256(null, key));
  }

  private static String base64(BigInteger number) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(number.toByteArray());
  }

  /** svc-auth as far as it goes here. */
  private static final class OneKey extends AuthGrpc.AuthImplBase {
    private final Key key;

    private OneKey(Key key) {
      this.key = key;
    }

    @Override
    public void getKeySet(GetKeySetRequest request, StreamObserver<GetKeySetResponse> answer) {
      answer.onNext(GetKeySetResponse.newBuilder().addKeys(key).build());
      answer.onCompleted();
    }
  }
}
