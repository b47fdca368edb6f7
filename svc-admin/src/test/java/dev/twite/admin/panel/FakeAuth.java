package dev.twite.admin.panel;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.admin.v1.Account;
import dev.twite.proto.auth.v1.AccountRecord;
import dev.twite.proto.auth.v1.AuthGrpc;
import dev.twite.proto.auth.v1.CheckSessionRequest;
import dev.twite.proto.auth.v1.CheckSessionResponse;
import dev.twite.proto.auth.v1.FindAccountsRequest;
import dev.twite.proto.auth.v1.FindAccountsResponse;
import dev.twite.proto.auth.v1.LoginRequest;
import dev.twite.proto.auth.v1.LogoutRequest;
import dev.twite.proto.auth.v1.LogoutResponse;
import dev.twite.proto.auth.v1.SessionResponse;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Stands in for svc-auth: the accounts of {@link FakeAdmin}, all with one password. */
final class FakeAuth extends AuthGrpc.AuthImplBase {
  static final String PASSWORD = " correct horse battery staple";

  final Set<Long> alive = ConcurrentHashMap.newKeySet();
  private final AtomicLong sessions = new AtomicLong(100);
  private final FakeAdmin admin;

  FakeAuth(FakeAdmin admin) {
    this.admin = admin;
  }

  @Override
  public void login(LoginRequest request, StreamObserver<SessionResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          Account account =
              admin.accounts.values().stream()
                  .filter(one -> one.getHandle().equals(request.getLogin()))
                  .filter(one -> request.getPassword().equals(PASSWORD))
                  .findFirst()
                  .orElseThrow(() -> TwiteException.of(ErrorCode.INVALID_CREDENTIALS));
          long session = sessions.incrementAndGet();
          alive.add(session);
          return SessionResponse.newBuilder()
              .setUserId(account.getId())
              .setSessionId(session)
              .setHandle(account.getHandle())
              .build();
        });
  }

  @Override
  public void logout(LogoutRequest request, StreamObserver<LogoutResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          alive.remove(CallContext.requireUser().sessionId());
          return LogoutResponse.getDefaultInstance();
        });
  }

  @Override
  public void checkSession(
      CheckSessionRequest request, StreamObserver<CheckSessionResponse> observer) {
    Calls.reply(
        observer,
        () ->
            CheckSessionResponse.newBuilder()
                .setAlive(alive.contains(request.getSessionId()))
                .build());
  }

  @Override
  public void findAccounts(
      FindAccountsRequest request, StreamObserver<FindAccountsResponse> observer) {
    Calls.reply(
        observer,
        () ->
            FindAccountsResponse.newBuilder()
                .addAllAccounts(
                    admin.accounts.values().stream()
                        .filter(
                            one ->
                                request.getUserIdsList().contains(one.getId())
                                    || one.getHandle().equalsIgnoreCase(request.getHandle()))
                        .map(FakeAuth::record)
                        .toList())
                .build());
  }

  private static AccountRecord record(Account account) {
    return AccountRecord.newBuilder()
        .setId(account.getId())
        .setHandle(account.getHandle())
        .setRole(account.getStanding().getRole())
        .setBanned(account.getStanding().getBanned())
        .build();
  }
}
