package dev.twite.websocket;

import dev.twite.common.metrics.Metrics;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import jakarta.inject.Inject;

/** What can be counted about sockets. */
final class SocketMetrics {
  private final Gauge connections;
  private final Gauge subscriptions;
  private final Gauge waiting;
  private final Counter events;
  private final Counter evictions;
  private final Counter gaps;

  @Inject
  SocketMetrics(Metrics metrics) {
    this.connections = metrics.gauge("twite_websocket_connections", "Connected clients");
    this.subscriptions =
        metrics.gauge("twite_websocket_subscriptions", "Subscriptions of connected clients");
    this.waiting = metrics.gauge("twite_websocket_waiting", "Messages that wait to be sent");
    this.events = metrics.counter("twite_websocket_events_total", "Events handed to clients");
    this.evictions =
        metrics.counter("twite_websocket_evictions_total", "Clients closed for reading slowly");
    this.gaps = metrics.counter("twite_websocket_gaps_total", "Gaps that clients were told of");
  }

  Gauge waiting() {
    return waiting;
  }

  void connected() {
    connections.inc();
  }

  void disconnected() {
    connections.dec();
  }

  void subscribed() {
    subscriptions.inc();
  }

  void unsubscribed() {
    subscriptions.dec();
  }

  void event() {
    events.inc();
  }

  void evicted() {
    evictions.inc();
  }

  void gap() {
    gaps.inc();
  }
}
