package dev.twite.auth;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.twite.common.boot.RunningService;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.Role;
import dev.twite.common.identity.User;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.MutableClock;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.auth.v1.AuthGrpc;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.Device;
import dev.twite.proto.auth.v1.LoginRequest;
import dev.twite.proto.auth.v1.RefreshRequest;
import dev.twite.proto.auth.v1.RegisterRequest;
import dev.twite.proto.auth.v1.SessionResponse;
import dev.twite.ratelimit.RatelimitSpec;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** svc-auth on real servers, called as the gateway does. */
final class AuthFixture implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";
  static final Device HOME =
      Device.newBuilder().setUserAgent("Tests/1.0").setAddress("198.51.100.7").build();
  static final Device ELSEWHERE =
      Device.newBuilder().setUserAgent("Tests/2.0").setAddress("203.0.113.9").build();

  private static final AtomicInteger NEXT = new AtomicInteger();

  final MutableClock clock = new MutableClock(Instant.parse("2026-06-01T12:00:00Z"));
  final TestEnv env;
  final Cluster cluster;
  final RunningService limiter;
  final RunningService service;
  final AuthBlockingStub auth;

  AuthFixture() throws Exception {
    this(environment().redis());
  }

  AuthFixture(TestEnv env) throws Exception {
    this.env = env;
    this.cluster = new Cluster(env, clock);
    this.limiter = cluster.start(new RatelimitSpec());
    this.service = cluster.start(new AuthSpec());
    this.auth = stub("gateway");
  }

  /** Without Redis: a test may bring its own. */
  static TestEnv environment() {
    return new TestEnv().postgres("auth").kafka().set("AUTH_PG_POOL", "10").set("BCRYPT_COST", "4");
  }

  AuthBlockingStub stub(String asService) {
    return AuthGrpc.newBlockingStub(
        cluster.channel(asService, "auth", AuthGrpc.getServiceDescriptor()));
  }

  static RegisterRequest.Builder registration() {
    String handle = "user_" + NEXT.incrementAndGet();
    return RegisterRequest.newBuilder()
        .setHandle(handle)
        .setEmail(handle + "@example.org")
        .setPassword(PASSWORD)
        .setName("A User")
        .setDevice(HOME);
  }

  SessionResponse register() {
    return auth.register(registration().build());
  }

  SessionResponse login(String login, String password, Device from) {
    return auth.login(
        LoginRequest.newBuilder().setLogin(login).setPassword(password).setDevice(from).build());
  }

  SessionResponse refresh(String token) {
    return auth.refresh(RefreshRequest.newBuilder().setRefreshToken(token).build());
  }

  /** Runs a call as the person of a session. */
  static <R> R as(SessionResponse session, Callable<R> call) {
    try {
      return CallContext.withUser(new User(session.getUserId(), session.getSessionId(), Role.USER))
          .call(call);
    } catch (RuntimeException thrown) {
      throw thrown;
    } catch (Exception thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  /** The error of the contract that a call fails with. */
  static TwiteException errorOf(ThrowingCallable call) {
    StatusRuntimeException thrown = catchThrowableOfType(StatusRuntimeException.class, call);
    if (thrown == null) {
      throw new AssertionError("The call did not fail");
    }
    return GrpcErrors.toError(thrown);
  }

  static ErrorCode codeOf(ThrowingCallable call) {
    return errorOf(call).code();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
