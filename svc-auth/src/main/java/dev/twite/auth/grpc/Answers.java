package dev.twite.auth.grpc;

import dev.twite.auth.key.AccessTokens;
import dev.twite.auth.key.AccessTokens.AccessToken;
import dev.twite.auth.session.SignedIn;
import dev.twite.auth.store.AccountDao.AccountRow;
import dev.twite.auth.store.SessionRow;
import dev.twite.auth.store.SigningKeyRow;
import dev.twite.auth.store.UserRow;
import dev.twite.proto.auth.v1.AccountRecord;
import dev.twite.proto.auth.v1.Device;
import dev.twite.proto.auth.v1.FindAccountsResponse;
import dev.twite.proto.auth.v1.GetContactResponse;
import dev.twite.proto.auth.v1.GetKeySetResponse;
import dev.twite.proto.auth.v1.Key;
import dev.twite.proto.auth.v1.ListSessionsResponse;
import dev.twite.proto.auth.v1.Session;
import dev.twite.proto.auth.v1.SessionResponse;
import java.util.List;

/** Rows as messages. */
final class Answers {
  private Answers() {}

  static SessionResponse session(SignedIn signedIn, AccessTokens tokens) {
    UserRow user = signedIn.user();
    AccessToken access = tokens.issue(user, signedIn.session());
    return SessionResponse.newBuilder()
        .setUserId(user.id())
        .setSessionId(signedIn.session().id())
        .setHandle(user.handle())
        .setName(user.name())
        .setUserCreatedAtMs(user.createdAtMs())
        .setAccessToken(access.text())
        .setRefreshToken(signedIn.refreshToken())
        .setExpiresInS(access.expiresInS())
        .build();
  }

  static ListSessionsResponse sessions(List<SessionRow> rows, long currentId) {
    ListSessionsResponse.Builder answer = ListSessionsResponse.newBuilder();
    for (SessionRow row : rows) {
      answer.addSessions(
          Session.newBuilder()
              .setId(row.id())
              .setDevice(
                  Device.newBuilder().setUserAgent(row.userAgent()).setAddress(row.address()))
              .setCreatedAtMs(row.createdAtMs())
              .setLastUsedAtMs(row.lastUsedAtMs())
              .setCurrent(row.id() == currentId));
    }
    return answer.build();
  }

  static GetKeySetResponse keySet(List<SigningKeyRow> rows) {
    GetKeySetResponse.Builder answer = GetKeySetResponse.newBuilder();
    for (SigningKeyRow row : rows) {
      answer.addKeys(
          Key.newBuilder()
              .setKid(row.kid())
              .setX(row.x())
              .setY(row.y())
              .setNotAfterMs(row.notAfterMs().orElse(0L)));
    }
    return answer.build();
  }

  static GetContactResponse contact(UserRow user) {
    return GetContactResponse.newBuilder()
        .setEmail(user.email())
        .setEmailVerified(user.emailVerified())
        .setHandle(user.handle())
        .setName(user.name())
        .build();
  }

  static FindAccountsResponse accounts(List<AccountRow> rows, long nowMs) {
    FindAccountsResponse.Builder answer = FindAccountsResponse.newBuilder();
    for (AccountRow row : rows) {
      boolean banned = row.isBanned(nowMs);
      answer.addAccounts(
          AccountRecord.newBuilder()
              .setId(row.id())
              .setHandle(row.handle())
              .setName(row.name())
              .setEmail(row.email())
              .setEmailVerified(row.emailVerified())
              .setRole(row.role().name())
              .setCreatedAtMs(row.createdAtMs())
              .setBanned(banned)
              .setBannedUntilMs(banned ? row.bannedUntilMs().orElse(0L) : 0)
              .setDeleted(row.deletedAtMs().isPresent())
              .setLiveSessions(row.liveSessions()));
    }
    return answer.build();
  }
}
