package dev.twite.auth.session;

import dev.twite.auth.AuthConfig;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.Revocations;
import dev.twite.common.redis.Redis;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Makes committed revocations known through Redis (S8), see {@link Revocations}. Never fails: what
 * Redis could not take is left to {@link RevocationTail}.
 */
public final class RevocationPublisher {
  private static final Logger log = LoggerFactory.getLogger(RevocationPublisher.class);

  private final Redis redis;
  private final Duration keep;
  private final AtomicBoolean missed = new AtomicBoolean();

  @Inject
  RevocationPublisher(Redis redis, AuthConfig config) {
    this.redis = redis;
    // A minute for clocks that differ.
    this.keep = config.accessLife().plusMinutes(1);
  }

  /** How long a revocation is worth knowing. */
  Duration keep() {
    return keep;
  }

  /** Tells of sessions that have ended; call it after the commit. True when Redis took it. */
  public boolean announce(Collection<Long> sessionIds) {
    Map<Long, String> ended = new HashMap<>();
    sessionIds.forEach(id -> ended.put(id, ""));
    return announce(ended);
  }

  /**
   * The same.
   *
   * @param ended sessions with what their account is to be told of a ban, or nothing
   */
  boolean announce(Map<Long, String> ended) {
    if (ended.isEmpty()) {
      return true;
    }
    try {
      redis.call(
          client -> {
            List<Response<String>> kept = new ArrayList<>();
            try (AbstractPipeline pipeline = client.pipelined()) {
              ended.forEach(
                  (id, notice) -> {
                    kept.add(
                        pipeline.set(
                            Revocations.key(id),
                            Revocations.value(notice),
                            SetParams.setParams().ex(keep.toSeconds())));
                    pipeline.publish(Revocations.CHANNEL, Long.toString(id));
                  });
              pipeline.sync();
            }
            // sync() keeps refusals (full, read-only) to itself; this throws them.
            kept.forEach(Response::get);
            return true;
          });
      return true;
    } catch (TwiteException | JedisException away) {
      missed.set(true);
      log.warn("{} revocations wait for Redis", ended.size());
      return false;
    }
  }

  /** Whether an announcement was lost since the last time this was asked. */
  boolean takeMissed() {
    return missed.getAndSet(false);
  }
}
