package dev.twite.auth.grpc;

import dev.twite.auth.AccountDeletion;
import dev.twite.auth.Accounts;
import dev.twite.auth.Contacts;
import dev.twite.auth.EmailVerification;
import dev.twite.auth.PasswordChange;
import dev.twite.auth.PasswordReset;
import dev.twite.auth.Registration;
import dev.twite.auth.key.AccessTokens;
import dev.twite.auth.key.SigningKeys;
import dev.twite.auth.session.Logins;
import dev.twite.auth.session.Origin;
import dev.twite.auth.session.Refresher;
import dev.twite.auth.session.Sessions;
import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
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
import dev.twite.proto.auth.v1.FindAccountsRequest;
import dev.twite.proto.auth.v1.FindAccountsResponse;
import dev.twite.proto.auth.v1.GetContactRequest;
import dev.twite.proto.auth.v1.GetContactResponse;
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
import dev.twite.proto.auth.v1.SessionResponse;
import dev.twite.proto.auth.v1.VerifyEmailRequest;
import dev.twite.proto.auth.v1.VerifyEmailResponse;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;

/** The methods of auth.proto. */
public final class AuthGrpcService extends AuthGrpc.AuthImplBase {
  private static final Set<String> MAILERS = Set.of("email");
  private static final Set<String> MODERATION = Set.of("admin");

  private final Registration registration;
  private final Logins logins;
  private final Refresher refresher;
  private final Sessions sessions;
  private final PasswordChange passwordChange;
  private final PasswordReset passwordReset;
  private final EmailVerification emailVerification;
  private final AccountDeletion accountDeletion;
  private final Contacts contacts;
  private final Accounts accounts;
  private final AccessTokens accessTokens;
  private final SigningKeys keys;
  private final Clock clock;

  @Inject
  AuthGrpcService(
      Registration registration,
      Logins logins,
      Refresher refresher,
      Sessions sessions,
      PasswordChange passwordChange,
      PasswordReset passwordReset,
      EmailVerification emailVerification,
      AccountDeletion accountDeletion,
      Contacts contacts,
      Accounts accounts,
      AccessTokens accessTokens,
      SigningKeys keys,
      Clock clock) {
    this.registration = registration;
    this.logins = logins;
    this.refresher = refresher;
    this.sessions = sessions;
    this.passwordChange = passwordChange;
    this.passwordReset = passwordReset;
    this.emailVerification = emailVerification;
    this.accountDeletion = accountDeletion;
    this.contacts = contacts;
    this.accounts = accounts;
    this.accessTokens = accessTokens;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public void register(RegisterRequest request, StreamObserver<SessionResponse> observer) {
    Calls.reply(observer, () -> Answers.session(registration.register(request), accessTokens));
  }

  @Override
  public void login(LoginRequest request, StreamObserver<SessionResponse> observer) {
    Calls.reply(
        observer,
        () ->
            Answers.session(
                logins.login(
                    request.getLogin(), request.getPassword(), Origin.of(request.getDevice())),
                accessTokens));
  }

  @Override
  public void refresh(RefreshRequest request, StreamObserver<SessionResponse> observer) {
    Calls.reply(
        observer,
        () ->
            Answers.session(
                refresher.refresh(request.getRefreshToken(), Origin.of(request.getDevice())),
                accessTokens));
  }

  @Override
  public void logout(LogoutRequest request, StreamObserver<LogoutResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          sessions.logout(CallContext.requireUser());
          return LogoutResponse.getDefaultInstance();
        });
  }

  @Override
  public void listSessions(
      ListSessionsRequest request, StreamObserver<ListSessionsResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          User caller = CallContext.requireUser();
          return Answers.sessions(sessions.live(caller), caller.sessionId());
        });
  }

  @Override
  public void revokeSession(
      RevokeSessionRequest request, StreamObserver<RevokeSessionResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          sessions.revoke(CallContext.requireUser(), request.getSessionId());
          return RevokeSessionResponse.getDefaultInstance();
        });
  }

  @Override
  public void changePassword(
      ChangePasswordRequest request, StreamObserver<ChangePasswordResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          passwordChange.change(
              CallContext.requireUser(), request.getCurrentPassword(), request.getNewPassword());
          return ChangePasswordResponse.getDefaultInstance();
        });
  }

  @Override
  public void requestPasswordReset(
      RequestPasswordResetRequest request, StreamObserver<RequestPasswordResetResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          passwordReset.request(request.getEmail());
          return RequestPasswordResetResponse.getDefaultInstance();
        });
  }

  @Override
  public void confirmPasswordReset(
      ConfirmPasswordResetRequest request, StreamObserver<ConfirmPasswordResetResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          passwordReset.confirm(request.getToken(), request.getNewPassword());
          return ConfirmPasswordResetResponse.getDefaultInstance();
        });
  }

  @Override
  public void verifyEmail(
      VerifyEmailRequest request, StreamObserver<VerifyEmailResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          emailVerification.verify(request.getToken());
          return VerifyEmailResponse.getDefaultInstance();
        });
  }

  @Override
  public void requestEmailVerification(
      RequestEmailVerificationRequest request,
      StreamObserver<RequestEmailVerificationResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          emailVerification.request(CallContext.requireUser().id());
          return RequestEmailVerificationResponse.getDefaultInstance();
        });
  }

  @Override
  public void deleteAccount(
      DeleteAccountRequest request, StreamObserver<DeleteAccountResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          accountDeletion.delete(CallContext.requireUser(), request.getPassword());
          return DeleteAccountResponse.getDefaultInstance();
        });
  }

  @Override
  public void getKeySet(GetKeySetRequest request, StreamObserver<GetKeySetResponse> observer) {
    Calls.reply(observer, () -> Answers.keySet(keys.published()));
  }

  @Override
  public void checkSession(
      CheckSessionRequest request, StreamObserver<CheckSessionResponse> observer) {
    Calls.reply(
        observer,
        () ->
            sessions
                .findAlive(request.getSessionId())
                .map(
                    alive ->
                        CheckSessionResponse.newBuilder()
                            .setAlive(true)
                            .setExpiresAtMs(alive.expiresAtMs())
                            .build())
                .orElseGet(
                    () ->
                        CheckSessionResponse.newBuilder()
                            .setBanNotice(sessions.banNotice(request.getSessionId()))
                            .build()));
  }

  @Override
  public void getContact(GetContactRequest request, StreamObserver<GetContactResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          CallContext.requireService(MAILERS);
          return Answers.contact(contacts.get(request.getUserId()));
        });
  }

  @Override
  public void findAccounts(
      FindAccountsRequest request, StreamObserver<FindAccountsResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          CallContext.requireService(MODERATION);
          return Answers.accounts(accounts.find(request), clock.millis());
        });
  }
}
