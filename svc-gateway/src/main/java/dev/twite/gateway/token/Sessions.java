package dev.twite.gateway.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.Revocations;
import dev.twite.common.redis.Redis;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.CheckSessionRequest;
import dev.twite.proto.auth.v1.CheckSessionResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

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
  // Why a session's caller is refused; empty for one that is alive.
  private final Cache<Long, Optional<TwiteException>> refusals =
      Caffeine.newBuilder().maximumSize(CACHED).expireAfterWrite(CACHED_FOR).build();

  @Inject
  Sessions(Redis redis, AuthBlockingStub auth) {
    this.redis = redis;
    this.auth = auth;
  }

  /**
   * @throws TwiteException TOKEN_INVALID when the session is over; ACCOUNT_BANNED, with reason and
   *     end, when a ban has ended it
   */
  void requireAlive(long sessionId) {
    Optional<TwiteException> known = refusals.getIfPresent(sessionId);
    if (known == null) {
      known = ask(sessionId);
      refusals.put(sessionId, known);
    }
    if (known.isPresent()) {
      throw known.get();
    }
  }

  /** Has the session looked up again at its next request: it has just been ended from here. */
  public void forget(long sessionId) {
    refusals.invalidate(sessionId);
  }

  private Optional<TwiteException> ask(long sessionId) {
    try {
      return Revocations.refusal(redis, sessionId);
    } catch (TwiteException away) {
      CheckSessionResponse session =
          auth.checkSession(CheckSessionRequest.newBuilder().setSessionId(sessionId).build());
      return session.getAlive()
          ? Optional.empty()
          : Optional.of(Revocations.refusal(session.getBanNotice()));
    }
  }
}
