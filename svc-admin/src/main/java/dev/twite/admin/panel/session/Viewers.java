package dev.twite.admin.panel.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.common.identity.Role;
import dev.twite.proto.auth.v1.AccountRecord;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.CheckSessionRequest;
import dev.twite.proto.auth.v1.FindAccountsRequest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * Who may be in the panel: moderators and admins whose account's session lives. Asked of svc-auth
 * at most every two seconds a session: who has been signed out, banned or given another role finds
 * out within 5 s (S8). When svc-auth is away nobody can tell, and the request fails.
 */
public final class Viewers {
  private static final Duration CACHED_FOR = Duration.ofSeconds(2);
  private static final int CACHED = 10_000;

  private final AuthBlockingStub auth;
  private final Cache<Long, Optional<Standing>> known =
      Caffeine.newBuilder().maximumSize(CACHED).expireAfterWrite(CACHED_FOR).build();

  @Inject
  Viewers(AuthBlockingStub auth) {
    this.auth = auth;
  }

  /** Empty when the session is over, or the account may not be here. */
  public Optional<Viewer> of(PanelSession session) {
    return known
        .get(session.sessionId(), id -> ask(session))
        .map(standing -> new Viewer(session, standing.handle(), standing.role()));
  }

  /** Has a session looked up again at its next request: it has just been ended from here. */
  public void forget(PanelSession session) {
    known.invalidate(session.sessionId());
  }

  private Optional<Standing> ask(PanelSession session) {
    boolean alive =
        auth.checkSession(
                CheckSessionRequest.newBuilder().setSessionId(session.sessionId()).build())
            .getAlive();
    return alive
        ? auth
            .findAccounts(
                FindAccountsRequest.newBuilder().addUserIds(session.userId()).setLimit(1).build())
            .getAccountsList()
            .stream()
            .filter(account -> !account.getBanned() && !account.getDeleted())
            .map(Viewers::standing)
            .filter(standing -> standing.role().includes(Role.MODERATOR))
            .findFirst()
        : Optional.empty();
  }

  private static Standing standing(AccountRecord account) {
    return new Standing(account.getHandle(), Role.valueOf(account.getRole()));
  }

  private record Standing(String handle, Role role) {}
}
