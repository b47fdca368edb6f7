package dev.twite.gateway.fake;

import dev.twite.common.identity.Revocations;
import java.net.URI;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/** Says in Redis that a session is over, as svc-auth does. */
public record RevocationStore(String redisUrl) {
  public void revoke(long sessionId) {
    revoke(sessionId, "");
  }

  /** The same, by a ban. */
  public void revoke(long sessionId, String banNotice) {
    try (Jedis redis = new Jedis(URI.create(redisUrl))) {
      redis.set(
          FakeAuth.revokedKey(sessionId),
          Revocations.value(banNotice),
          SetParams.setParams().ex(900));
    }
  }
}
