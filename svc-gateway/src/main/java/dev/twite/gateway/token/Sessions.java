package dev.twite.gateway.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.Revocations;
import dev.twite.common.redis.Redis;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.CheckSessionRequest;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Whether the session behind a valid token is still alive. Asked of Redis at most every two seconds
 * a session, and of svc-auth while Redis is away: an ended session's tokens are dead within 5 s
 * (S8). When neither answers, nobody can tell, and the request fails as unavailable.
 */
public final class Sessions {
  private static final int CACHED = 100_000;
  private static final Duration CACHED_FOR = Duration.ofSeconds(2);

  private final Redis redis;
  private final AuthBlockingStub auth;
  private final Cache<Long, Boolean> alive =
      Caffeine.newBuilder().maximumSize(CACHED).expireAfterWrite(CACHED_FOR).build();

  @Inject
  Sessions(Redis redis, AuthBlockingStub auth) {
    this.redis = redis;
    this.auth = auth;
  }

  /**
   * @throws TwiteException TOKEN_INVALID when the session is over
   */
  void requireAlive(long sessionId) {
    Boolean known = alive.getIfPresent(sessionId);
    if (known == null) {
      known = ask(sessionId);
      alive.put(sessionId, known);
    }
    if (!known) {
      throw TwiteException.of(ErrorCode.TOKEN_INVALID, "The session is over: log in again");
    }
  }

  /** Has the session looked up again at its next request: it has just been ended from here. */
  public void forget(long sessionId) {
    alive.invalidate(sessionId);
  }

  private boolean ask(long sessionId) {
    try {
      return !Revocations.isRevoked(redis, sessionId);
    } catch (TwiteException away) {
      return auth.checkSession(CheckSessionRequest.newBuilder().setSessionId(sessionId).build())
          .getAlive();
    }
  }
}
