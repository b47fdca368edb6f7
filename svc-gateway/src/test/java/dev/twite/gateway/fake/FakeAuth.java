package dev.twite.gateway.fake;

import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.Revocations;
import dev.twite.common.identity.User;
import dev.twite.proto.auth.v1.AuthGrpc;
import dev.twite.proto.auth.v1.ChangePasswordRequest;
import dev.twite.proto.auth.v1.ChangePasswordResponse;
import dev.twite.proto.auth.v1.CheckSessionRequest;
import dev.twite.proto.auth.v1.CheckSessionResponse;
import dev.twite.proto.auth.v1.ConfirmPasswordResetRequest;
import dev.twite.proto.auth.v1.ConfirmPasswordResetResponse;
import dev.twite.proto.auth.v1.DeleteAccountRequest;
import dev.twite.proto.auth.v1.DeleteAccountResponse;
import dev.twite.proto.auth.v1.Device;
import dev.twite.proto.auth.v1.GetKeySetRequest;
import dev.twite.proto.auth.v1.GetKeySetResponse;
import dev.twite.proto.auth.v1.ListSessionsRequest;
import dev.twite.proto.auth.v1.ListSessionsResponse;
import dev.twite.proto.auth.v1.LoginRequest;
import dev.twite.proto.auth.v1.LogoutRequest;
import dev.twite.proto.auth.v1.LogoutResponse;
import dev.twite.proto.auth.v1.RefreshRequest;
import dev.twite.proto.auth.v1.RegisterRequest;
import dev.twite.proto.auth.v1.RequestEmailVerificationRequest;
import dev.twite.proto.auth.v1.RequestEmailVerificationResponse;
import dev.twite.proto.auth.v1.RequestPasswordResetRequest;
import dev.twite.proto.auth.v1.RequestPasswordResetResponse;
import dev.twite.proto.auth.v1.RevokeSessionRequest;
import dev.twite.proto.auth.v1.RevokeSessionResponse;
import dev.twite.proto.auth.v1.Session;
import dev.twite.proto.auth.v1.SessionResponse;
import dev.twite.proto.auth.v1.VerifyEmailRequest;
import dev.twite.proto.auth.v1.VerifyEmailResponse;
import io.grpc.stub.StreamObserver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/** Accounts and sessions in memory. */
public final class FakeAuth extends AuthGrpc.AuthImplBase {
  private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9_]{3,15}");

  /** An account. */
  private record Account(long id, String handle, String email, String name, String password) {}

  private record Live(long id, Account account, Device device, String refreshToken) {}

  private final Probe probe;
  private final LongConsumer onRevoked;
  private final AtomicLong ids = new AtomicLong(1000);
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, SessionResponse> idempotent = new LinkedHashMap<>();
  private final Map<Long, Live> live = new LinkedHashMap<>();
  private final List<TokenMint> keys = new CopyOnWriteArrayList<>();

  /**
   * @param onRevoked told of each session that ends, as Redis is
   */
  public FakeAuth(Probe probe, LongConsumer onRevoked) {
    this.probe = probe;
    this.onRevoked = onRevoked;
    keys.add(new TokenMint("key-1"));
  }

  /** The key set, to be rotated; the last one signs. */
  public List<TokenMint> keys() {
    return keys;
  }

  public TokenMint mint() {
    return keys.getLast();
  }

  /** Ends a session without a word to Redis. */
  public synchronized void endUnseen(long sessionId) {
    live.remove(sessionId);
  }

  /** What Redis is told of sessions: see {@link Revocations}. */
  public static String revokedKey(long sessionId) {
    return Revocations.key(sessionId);
  }

  @Override
  public void register(RegisterRequest in, StreamObserver<SessionResponse> out) {
    probe.reply(out, "Register", () -> register(in));
  }

  private synchronized SessionResponse register(RegisterRequest in) {
    new Checks()
        .form("handle", in.getHandle(), HANDLE, "3 to 15 of A-Z, a-z, 0-9, _")
        .form("email", in.getEmail(), Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,189}"), "an address")
        .text("password", in.getPassword(), 8, 256)
        .text("name", in.getName(), 1, 50)
        .finish();
    if (idempotent.containsKey(in.getIdempotencyKey())) {
      SessionResponse before = idempotent.get(in.getIdempotencyKey());
      if (!before.getHandle().equals(in.getHandle())) {
        throw TwiteException.of(ErrorCode.IDEMPOTENCY_KEY_REUSED);
      }
      return before;
    }
    if (accounts.containsKey(key(in.getHandle()))) {
      throw TwiteException.of(ErrorCode.HANDLE_TAKEN);
    }
    if (accounts.values().stream().anyMatch(known -> known.email().equals(key(in.getEmail())))) {
      throw TwiteException.of(ErrorCode.EMAIL_TAKEN);
    }
    Account account =
        new Account(
            ids.incrementAndGet(),
            in.getHandle(),
            key(in.getEmail()),
            in.getName(),
            in.getPassword());
    accounts.put(key(in.getHandle()), account);
    SessionResponse opened = open(account, in.getDevice());
    if (!in.getIdempotencyKey().isEmpty()) {
      idempotent.put(in.getIdempotencyKey(), opened);
    }
    return opened;
  }

  @Override
  public void login(LoginRequest in, StreamObserver<SessionResponse> out) {
    probe.reply(
        out,
        "Login",
        () -> {
          synchronized (this) {
            Account account =
                accounts.values().stream()
                    .filter(
                        known ->
                            key(known.handle()).equals(key(in.getLogin()))
                                || known.email().equals(key(in.getLogin())))
                    .findFirst()
                    .orElse(null);
            if (account == null || !account.password().equals(in.getPassword())) {
              throw TwiteException.of(ErrorCode.INVALID_CREDENTIALS);
            }
            return open(account, in.getDevice());
          }
        });
  }

  @Override
  public void refresh(RefreshRequest in, StreamObserver<SessionResponse> out) {
    probe.reply(
        out,
        "Refresh",
        () -> {
          synchronized (this) {
            for (Live one : live.values()) {
              if (one.refreshToken().equals(in.getRefreshToken())) {
                return answer(renewed(one));
              }
            }
            throw TwiteException.of(ErrorCode.REFRESH_TOKEN_INVALID);
          }
        });
  }

  @Override
  public void logout(LogoutRequest in, StreamObserver<LogoutResponse> out) {
    probe.reply(
        out,
        "Logout",
        () -> {
          end(CallContext.requireUser().sessionId());
          return LogoutResponse.getDefaultInstance();
        });
  }

  @Override
  public void listSessions(ListSessionsRequest in, StreamObserver<ListSessionsResponse> out) {
    probe.reply(
        out,
        "ListSessions",
        () -> {
          User user = CallContext.requireUser();
          ListSessionsResponse.Builder list = ListSessionsResponse.newBuilder();
          synchronized (this) {
            for (Live one : live.values()) {
              if (one.account().id() == user.id()) {
                list.addSessions(
                    0,
                    Session.newBuilder()
                        .setId(one.id())
                        .setDevice(one.device())
                        .setCreatedAtMs(1_768_467_758_442L)
                        .setLastUsedAtMs(1_768_467_758_442L)
                        .setCurrent(one.id() == user.sessionId()));
              }
            }
          }
          return list.build();
        });
  }

  @Override
  public void revokeSession(RevokeSessionRequest in, StreamObserver<RevokeSessionResponse> out) {
    probe.reply(
        out,
        "RevokeSession",
        () -> {
          synchronized (this) {
            Live one = live.get(in.getSessionId());
            if (one == null || one.account().id() != CallContext.requireUser().id()) {
              throw TwiteException.of(ErrorCode.SESSION_NOT_FOUND);
            }
          }
          end(in.getSessionId());
          return RevokeSessionResponse.getDefaultInstance();
        });
  }

  @Override
  public void changePassword(ChangePasswordRequest in, StreamObserver<ChangePasswordResponse> out) {
    probe.reply(
        out,
        "ChangePassword",
        () -> {
          new Checks().text("new_password", in.getNewPassword(), 8, 256).finish();
          synchronized (this) {
            Account account = own(in.getCurrentPassword());
            accounts.put(
                key(account.handle()),
                new Account(
                    account.id(),
                    account.handle(),
                    account.email(),
                    account.name(),
                    in.getNewPassword()));
          }
          return ChangePasswordResponse.getDefaultInstance();
        });
  }

  @Override
  public void requestPasswordReset(
      RequestPasswordResetRequest in, StreamObserver<RequestPasswordResetResponse> out) {
    probe.reply(out, "RequestPasswordReset", RequestPasswordResetResponse::getDefaultInstance);
  }

  @Override
  public void confirmPasswordReset(
      ConfirmPasswordResetRequest in, StreamObserver<ConfirmPasswordResetResponse> out) {
    probe.reply(
        out,
        "ConfirmPasswordReset",
        () -> {
          oneTime(in.getToken());
          return ConfirmPasswordResetResponse.getDefaultInstance();
        });
  }

  @Override
  public void requestEmailVerification(
      RequestEmailVerificationRequest in, StreamObserver<RequestEmailVerificationResponse> out) {
    probe.reply(
        out,
        "RequestEmailVerification",
        () -> {
          var unused = CallContext.requireUser();
          return RequestEmailVerificationResponse.getDefaultInstance();
        });
  }

  @Override
  public void verifyEmail(VerifyEmailRequest in, StreamObserver<VerifyEmailResponse> out) {
    probe.reply(
        out,
        "VerifyEmail",
        () -> {
          oneTime(in.getToken());
          return VerifyEmailResponse.getDefaultInstance();
        });
  }

  @Override
  public void deleteAccount(DeleteAccountRequest in, StreamObserver<DeleteAccountResponse> out) {
    probe.reply(
        out,
        "DeleteAccount",
        () -> {
          synchronized (this) {
            accounts.remove(key(own(in.getPassword()).handle()));
          }
          end(CallContext.requireUser().sessionId());
          return DeleteAccountResponse.getDefaultInstance();
        });
  }

  @Override
  public void getKeySet(GetKeySetRequest in, StreamObserver<GetKeySetResponse> out) {
    probe.reply(
        out,
        "GetKeySet",
        () ->
            GetKeySetResponse.newBuilder()
                .addAllKeys(keys.stream().map(TokenMint::published).toList())
                .build());
  }

  @Override
  public void checkSession(CheckSessionRequest in, StreamObserver<CheckSessionResponse> out) {
    probe.reply(
        out,
        "CheckSession",
        () -> {
          synchronized (this) {
            return CheckSessionResponse.newBuilder()
                .setAlive(live.containsKey(in.getSessionId()))
                .build();
          }
        });
  }

  private SessionResponse open(Account account, Device device) {
    return answer(renewed(new Live(ids.incrementAndGet(), account, device, "")));
  }

  private Live renewed(Live before) {
    Live after =
        new Live(
            before.id(), before.account(), before.device(), "refresh-" + ids.incrementAndGet());
    live.put(after.id(), after);
    return after;
  }

  private SessionResponse answer(Live session) {
    return SessionResponse.newBuilder()
        .setUserId(session.account().id())
        .setSessionId(session.id())
        .setHandle(session.account().handle())
        .setName(session.account().name())
        .setUserCreatedAtMs(1_768_467_758_417L)
        .setAccessToken(mint().sign(session.account().id(), session.id()))
        .setRefreshToken(session.refreshToken())
        .setExpiresInS(900)
        .build();
  }

  private void end(long sessionId) {
    synchronized (this) {
      live.remove(sessionId);
    }
    onRevoked.accept(sessionId);
  }

  private Account own(String password) {
    long id = CallContext.requireUser().id();
    return accounts.values().stream()
        .filter(account -> account.id() == id && account.password().equals(password))
        .findFirst()
        .orElseThrow(() -> TwiteException.of(ErrorCode.INVALID_CREDENTIALS));
  }

  private static void oneTime(String token) {
    if (!token.equals("one-time")) {
      throw TwiteException.of(ErrorCode.TOKEN_INVALID);
    }
  }

  private static String key(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
