package dev.twite.websocket;

import com.google.common.collect.Lists;
import dev.twite.common.boot.Component;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.CloseCode;
import dev.twite.common.identity.Revocations;
import dev.twite.common.identity.User;
import dev.twite.common.redis.Redis;
import dev.twite.common.thread.PeriodicTask;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.CheckSessionRequest;
import dev.twite.proto.auth.v1.CheckSessionResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the sockets of sessions that have ended, within 5 s (S8, S15): a message says so at once,
 * and a look at Redis every two seconds finds what a lost message would have told; while Redis is
 * away svc-auth tells. Nobody says that a session has expired: svc-auth is asked when each that is
 * connected will, and once more at that time, for a refresh may have moved it.
 */
public final class Sessions implements Component {
  private static final Logger log = LoggerFactory.getLogger(Sessions.class);
  private static final int BATCH = 500;

  private final Redis redis;
  private final AuthBlockingStub auth;
  private final Readers readers;
  private final Map<Long, Set<Client>> clients = new ConcurrentHashMap<>();
  // When svc-auth is to be asked next, in ms.
  private final Map<Long, Long> askAt = new ConcurrentHashMap<>();
  private final Duration askEvery;
  private final Clock clock;
  private final PeriodicTask watcher;
  // Of its own: a slow svc-auth must not hold up the other.
  private final PeriodicTask asker;

  @Inject
  Sessions(
      Redis redis, AuthBlockingStub auth, Readers readers, WebsocketConfig config, Clock clock) {
    this.redis = redis;
    this.clock = clock;
    this.auth = auth;
    this.readers = readers;
    this.watcher = new PeriodicTask("sessions", config.sessionCheck(), this::check);
    this.asker = new PeriodicTask("session-expiry", config.sessionCheck(), this::ask);
    this.askEvery = config.sessionAsk();
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    watcher.start();
    asker.start();
  }

  @Override
  public void stop() throws InterruptedException {
    watcher.stop();
    asker.stop();
  }

  /**
   * Whether a session has not ended.
   *
   * @throws RuntimeException when neither Redis nor svc-auth can tell
   */
  public boolean isAlive(User user) {
    try {
      return !Revocations.isRevoked(redis, user.sessionId());
    } catch (TwiteException away) {
      return ask(user.sessionId()).getAlive();
    }
  }

  void add(Client client) {
    clients
        .computeIfAbsent(client.user().sessionId(), id -> ConcurrentHashMap.newKeySet())
        .add(client);
  }

  void remove(Client client) {
    clients.computeIfPresent(
        client.user().sessionId(),
        (id, some) -> {
          some.remove(client);
          return some.isEmpty() ? null : some;
        });
  }

  /** A message of svc-auth: the id of a session that has just ended. */
  void heard(String sessionId) {
    try {
      end(Long.parseLong(sessionId));
    } catch (NumberFormatException foreign) {
      log.debug("No session id on {}", Revocations.CHANNEL);
    }
  }

  private void end(long sessionId) {
    clients
        .getOrDefault(sessionId, Set.of())
        .forEach(client -> client.close(CloseCode.SIGNED_OUT, "The session has ended"));
  }

  /** About those whose turn it is. */
  private void ask() {
    long now = clock.millis();
    askAt.keySet().retainAll(clients.keySet());
    List<Long> due =
        clients.keySet().stream().filter(id -> askAt.getOrDefault(id, now) <= now).toList();
    readers.each(due, this::checkAtAuth);
  }

  private void check() {
    for (List<Long> some : Lists.partition(List.copyOf(clients.keySet()), BATCH)) {
      try {
        String[] keys = some.stream().map(Revocations::key).toArray(String[]::new);
        List<String> revoked = redis.call(client -> client.mget(keys));
        for (int i = 0; i < some.size(); i++) {
          if (revoked.get(i) != null) {
            end(some.get(i));
          }
        }
      } catch (TwiteException away) {
        readers.each(some, this::checkAtAuth);
      }
    }
  }

  private void checkAtAuth(long sessionId) {
    CheckSessionResponse session = ask(sessionId);
    if (!session.getAlive()) {
      end(sessionId);
    }
    long latest = clock.millis() + askEvery.toMillis();
    askAt.put(
        sessionId,
        session.getExpiresAtMs() == 0 ? latest : Math.min(latest, session.getExpiresAtMs()));
  }

  private CheckSessionResponse ask(long sessionId) {
    return auth.checkSession(CheckSessionRequest.newBuilder().setSessionId(sessionId).build());
  }
}
