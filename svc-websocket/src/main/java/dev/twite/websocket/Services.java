package dev.twite.websocket;

import dev.twite.websocket.store.Streams;
import jakarta.inject.Inject;

/** What a {@link Desk} works with; there is one desk a connection. */
record Services(
    WebsocketConfig config,
    Channels channels,
    Streams streams,
    Renderer renderer,
    Owners owners,
    Mutes mutes,
    Presence presence,
    Readers readers,
    SocketMetrics metrics) {
  @Inject
  Services {}
}
