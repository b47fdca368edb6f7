package dev.twite.admin;

import static dev.twite.admin.AdminFixture.as;
import static dev.twite.admin.AdminFixture.codeOf;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.identity.Role;
import dev.twite.proto.admin.v1.AdminGrpc;
import dev.twite.proto.admin.v1.BanRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every method and every role: who gets in, and who does not. */
class AccessIT {
  /** The least role for each method, written down here once more. */
  private static final Map<String, Role> LEAST =
      Map.ofEntries(
          entry("ListAccounts", Role.MODERATOR),
          entry("GetAccount", Role.MODERATOR),
          entry("Ban", Role.MODERATOR),
          entry("Unban", Role.MODERATOR),
          entry("SetRole", Role.ADMIN),
          entry("RemoveTweet", Role.MODERATOR),
          entry("CreateReport", Role.USER),
          entry("ListReports", Role.MODERATOR),
          entry("GetReport", Role.MODERATOR),
          entry("AssignReport", Role.MODERATOR),
          entry("CloseReport", Role.MODERATOR),
          entry("ListAudit", Role.MODERATOR),
          entry("QueryLogs", Role.ADMIN),
          entry("TailLogs", Role.ADMIN),
          entry("GetHealth", Role.ADMIN),
          entry("ListDeadLetterTopics", Role.ADMIN),
          entry("ListDeadLetters", Role.ADMIN),
          entry("ReplayDeadLetters", Role.ADMIN),
          entry("DropDeadLetters", Role.ADMIN),
          entry("Reconcile", Role.ADMIN),
          entry("RebuildTimelines", Role.ADMIN),
          entry("RebuildIndex", Role.ADMIN));

  private static final Set<ErrorCode> KEPT_OUT =
      EnumSet.of(ErrorCode.FORBIDDEN, ErrorCode.UNAUTHENTICATED);

  private static AdminFixture fixture;
  private static Channel gateway;

  @BeforeAll
  static void start() throws Exception {
    fixture = new AdminFixture();
    gateway = fixture.channel("gateway");
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void everyMethodIsInTheTable_S2() {
    Set<String> methods = new TreeSet<>();
    AdminGrpc.getServiceDescriptor()
        .getMethods()
        .forEach(method -> methods.add(method.getBareMethodName()));
    assertThat(methods).isEqualTo(LEAST.keySet());
  }

  @Test
  void eachRoleGetsInWhereItMayAndNowhereElse_S1_S2() {
    for (Role role : Role.values()) {
      long user =
          switch (role) {
            case USER -> AdminFixture.USER;
            case MODERATOR -> AdminFixture.MODERATOR;
            case ADMIN -> AdminFixture.ADMIN;
          };
      LEAST.forEach(
          (method, least) ->
              assertThat(as(user, role, () -> getsIn(gateway, method)))
                  .as("%s as %s", method, role)
                  .isEqualTo(role.includes(least)));
    }
  }

  @Test
  void aRoleIsWorthNoMoreThanTheAccountsOwnRow_S2() {
    // A token from before a demotion, and one that was never right.
    LEAST.forEach(
        (method, least) -> {
          assertThat(as(AdminFixture.USER, Role.ADMIN, () -> getsIn(gateway, method)))
              .as(method)
              .isEqualTo(least == Role.USER);
          assertThat(as(AdminFixture.MODERATOR, Role.ADMIN, () -> getsIn(gateway, method)))
              .as(method)
              .isEqualTo(Role.MODERATOR.includes(least));
          // Nor than the token: one from before a promotion.
          assertThat(as(AdminFixture.ADMIN, Role.MODERATOR, () -> getsIn(gateway, method)))
              .as(method)
              .isEqualTo(Role.MODERATOR.includes(least));
        });
  }

  @Test
  void nobodyAndOtherServicesStayOutAndTheCommandLineMayEverything_S1_S2() {
    Channel tweet = fixture.channel("tweet");
    Channel ctl = fixture.channel("ctl");
    LEAST.forEach(
        (method, least) -> {
          assertThat(getsIn(gateway, method)).as(method).isFalse();
          assertThat(as(AdminFixture.ADMIN, Role.ADMIN, () -> getsIn(tweet, method)))
              .as(method)
              .isFalse();
          // Only accounts report.
          assertThat(getsIn(ctl, method)).as(method).isEqualTo(!method.equals("CreateReport"));
        });
  }

  @Test
  void aDemotedAdminIsNoneAtTheNextCall_S2() {
    long shortLived = 1_010;
    fixture.setRole(shortLived, Role.ADMIN);
    assertThat(as(shortLived, Role.ADMIN, () -> getsIn(gateway, "GetHealth"))).isTrue();
    fixture.setRole(shortLived, Role.USER);
    assertThat(as(shortLived, Role.ADMIN, () -> getsIn(gateway, "GetHealth"))).isFalse();
    assertThat(
            codeOf(
                () ->
                    as(
                        shortLived,
                        Role.ADMIN,
                        () ->
                            fixture.admin.getHealth(
                                dev.twite.proto.admin.v1.GetHealthRequest.getDefaultInstance()))))
        .isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void whoIsBannedHasNoPowerUntilTheBanEnds_S2() {
    long moderator = 1_011;
    fixture.setRole(moderator, Role.MODERATOR);
    long end = fixture.clock.millis() + Duration.ofDays(1).toMillis();
    var unused =
        fixture.ctl.ban(
            BanRequest.newBuilder().setUserId(moderator).setReason("Sold").setUntilMs(end).build());
    LEAST.forEach(
        (method, least) ->
            assertThat(as(moderator, Role.MODERATOR, () -> getsIn(gateway, method)))
                .as(method)
                .isEqualTo(least == Role.USER));
    fixture.clock.advance(Duration.ofDays(1));
    assertThat(as(moderator, Role.MODERATOR, () -> getsIn(gateway, "ListReports"))).isTrue();
  }

  /** An empty request: whoever gets in is told what is wrong with it, or gets an answer. */
  private static boolean getsIn(Channel channel, String name) {
    MethodDescriptor<?, ?> method =
        AdminGrpc.getServiceDescriptor().getMethods().stream()
            .filter(one -> one.getBareMethodName().equals(name))
            .findFirst()
            .orElseThrow();
    try {
      call(channel, method);
      return true;
    } catch (StatusRuntimeException refused) {
      return !KEPT_OUT.contains(GrpcErrors.toError(refused).code());
    }
  }

  private static <Q, A> void call(Channel channel, MethodDescriptor<Q, A> method) {
    @SuppressWarnings("unchecked")
    Q empty =
        (Q)
            ((PrototypeMarshaller<? extends Message>)
                    (PrototypeMarshaller<?>) method.getRequestMarshaller())
                .getMessagePrototype();
    if (method.getType() == MethodType.UNARY) {
      A unused = ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, empty);
    } else {
      ClientCalls.blockingServerStreamingCall(channel, method, CallOptions.DEFAULT, empty)
          .forEachRemaining(line -> {});
    }
  }
}
