package dev.twite.websocket;

import dev.twite.common.http.SocketConfig;
import dev.twite.common.http.SocketListener;
import dev.twite.common.identity.User;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Everybody who is connected here. */
public final class Clients {
  private final Services services;
  private final Sessions sessions;
  private final SocketMetrics metrics;
  private final WebsocketConfig config;
  private final SocketConfig sockets;
  private final Map<Long, Integer> perUser = new ConcurrentHashMap<>();

  @Inject
  Clients(
      Services services,
      Sessions sessions,
      SocketMetrics metrics,
      WebsocketConfig config,
      SocketConfig sockets) {
    this.services = services;
    this.sessions = sessions;
    this.metrics = metrics;
    this.config = config;
    this.sockets = sockets;
  }

  /** Makes room for one more; empty when the user has too many already. */
  public Optional<SocketListener> admit(User user) {
    int count = perUser.merge(user.id(), 1, Integer::sum);
    if (count > config.perUser()) {
      release(user);
      return Optional.empty();
    }
    Desk desk = new Desk(services);
    SendQueue queue = new SendQueue(config.queueFrames(), config.queueBytes(), metrics.waiting());
    // Whoever comes back subscribes to everything at once.
    Pace pace = new Pace(config.rate(), 2 * config.rate() + config.subscriptions());
    Client client = new Client(user, this, desk, queue, pace);
    desk.of(client);
    metrics.connected();
    return Optional.of(client);
  }

  Duration heartbeat() {
    return sockets.heartbeat();
  }

  void opened(Client client) {
    sessions.add(client);
  }

  void closed(Client client) {
    sessions.remove(client);
    release(client.user());
    metrics.disconnected();
  }

  void counted(boolean sent) {
    if (sent) {
      metrics.event();
    } else {
      metrics.evicted();
    }
  }

  void gap() {
    metrics.gap();
  }

  private void release(User user) {
    perUser.computeIfPresent(user.id(), (id, count) -> count == 1 ? null : count - 1);
  }
}
