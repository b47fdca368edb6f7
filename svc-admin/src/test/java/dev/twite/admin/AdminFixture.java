package dev.twite.admin;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.twite.common.boot.RunningService;
import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.Role;
import dev.twite.common.identity.User;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.MutableClock;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.admin.v1.AdminGrpc;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.SetRoleRequest;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The real svc-admin, with an admin and a moderator, called as the gateway does. */
final class AdminFixture implements AutoCloseable {
  static final long ADMIN = 1_001;
  static final long MODERATOR = 1_002;
  static final long USER = 1_003;

  final MutableClock clock = new MutableClock(Instant.parse("2026-06-01T12:00:00Z"));
  final Fakes fakes = new Fakes();
  final TestEnv env;
  final Cluster cluster;
  final RunningService service;
  final AdminBlockingStub admin;
  final AdminBlockingStub ctl;

  AdminFixture() throws Exception {
    this(new TestEnv().postgres("admin").kafka());
  }

  AdminFixture(TestEnv env) throws Exception {
    this.env = env.set("ADMIN_HTTP_PORT", Integer.toString(Cluster.freePort()));
    this.cluster = new Cluster(env, clock);
    fakes.start(cluster);
    this.service = cluster.start(new AdminSpec());
    this.admin = AdminGrpc.newBlockingStub(channel("gateway"));
    this.ctl = AdminGrpc.newBlockingStub(channel("ctl"));
    setRole(ADMIN, Role.ADMIN);
    setRole(MODERATOR, Role.MODERATOR);
  }

  Channel channel(String asService) {
    return cluster.channel(asService, "admin", AdminGrpc.getServiceDescriptor());
  }

  void setRole(long user, Role role) {
    var unused =
        ctl.setRole(SetRoleRequest.newBuilder().setUserId(user).setRole(role.name()).build());
  }

  static <R> R asAdmin(Callable<R> call) {
    return as(ADMIN, Role.ADMIN, call);
  }

  static <R> R asModerator(Callable<R> call) {
    return as(MODERATOR, Role.MODERATOR, call);
  }

  /** Runs a call as somebody whose token says that role. */
  static <R> R as(long user, Role role, Callable<R> call) {
    try {
      return CallContext.withUser(new User(user, 1, role)).call(call);
    } catch (RuntimeException thrown) {
      throw thrown;
    } catch (Exception thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  static ErrorCode codeOf(ThrowingCallable call) {
    StatusRuntimeException thrown = catchThrowableOfType(StatusRuntimeException.class, call);
    if (thrown == null) {
      throw new AssertionError("The call did not fail");
    }
    return GrpcErrors.toError(thrown).code();
  }

  /** How many rows a query of one number counts. */
  long count(String sql) {
    return service
        .get(Database.class)
        .read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  long auditRows() {
    return count("SELECT count(*) FROM audit");
  }

  @Override
  public void close() {
    cluster.close();
  }
}
