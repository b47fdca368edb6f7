package dev.twite.gateway.fake;

import java.net.URI;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/** Says in Redis that a session is over, as svc-auth does. */
public record RevocationStore(String redisUrl) {
  public void revoke(long sessionId) {
    try (Jedis redis = new Jedis(URI.create(redisUrl))) {
      redis.set(FakeAuth.revokedKey(sessionId), "1", SetParams.setParams().ex(900));
    }
  }
}
