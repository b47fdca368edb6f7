package dev.twite.websocket.http;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.CloseCode;
import dev.twite.common.http.SocketEndpoint;
import dev.twite.common.http.SocketListener;
import dev.twite.common.http.SocketRequest;
import dev.twite.common.identity.User;
import dev.twite.common.limit.LimitMode;
import dev.twite.common.limit.RateLimiter;
import dev.twite.common.limit.Subjects;
import dev.twite.websocket.Clients;
import dev.twite.websocket.Sessions;
import dev.twite.websocket.WebsocketConfig;
import dev.twite.websocket.store.Tickets;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Opens a socket for a ticket. What a script in a browser must be able to tell apart is told by a
 * close code after the upgrade: it can't see the status of a refused one.
 */
public final class OpenSocket implements SocketEndpoint {
  static final String PATH = "/v1/ws";
  private static final String TICKET = "ticket";
  private static final String RULE = "sockets-opened";

  private final WebsocketConfig config;
  private final Tickets tickets;
  private final Sessions sessions;
  private final Clients clients;
  private final RateLimiter limiter;
  private final LimitMode mode;

  @Inject
  OpenSocket(
      WebsocketConfig config,
      Tickets tickets,
      Sessions sessions,
      Clients clients,
      RateLimiter limiter,
      LimitMode mode) {
    this.config = config;
    this.tickets = tickets;
    this.sessions = sessions;
    this.clients = clients;
    this.limiter = limiter;
    this.mode = mode;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public SocketListener admit(SocketRequest request) {
    requireNothingButATicket(request);
    requireOrigin(request);
    String ticket =
        request.query(TICKET).orElseThrow(() -> TwiteException.of(ErrorCode.UNAUTHENTICATED));
    Optional<User> user = tickets.redeem(ticket).filter(sessions::isAlive);
    if (user.isEmpty()) {
      return new Refusal(CloseCode.SIGNED_OUT, "The ticket is not valid or no longer so");
    }
    if (!mayOpen(user.get())) {
      return new Refusal(CloseCode.TOO_MANY, "Too many connections opened; wait a while");
    }
    return clients
        .admit(user.get())
        .orElseGet(() -> new Refusal(CloseCode.TOO_MANY, "Too many connections"));
  }

  // By account; by address the gateway counts, before there is a ticket to look at.
  private boolean mayOpen(User user) {
    return mode == LimitMode.LOOPBACK_EXEMPT
        || limiter.take(RULE, Subjects.ofUser(user.id())).allowed();
  }

  // An access token in a URL would be good for its whole life to whoever reads a log (S15).
  private static void requireNothingButATicket(SocketRequest request) {
    for (String name : request.queryNames()) {
      if (!name.equals(TICKET)) {
        throw TwiteException.invalid(
            name, "unknown_field", "Only a ticket of POST /v1/ws/tickets may be in the URL");
      }
    }
  }

  // Browsers always send it; who sends none is no browser, and no page can act for its user.
  private void requireOrigin(SocketRequest request) {
    Optional<String> origin = request.header("Origin");
    if (origin.isPresent() && !config.origins().contains(origin.get())) {
      throw TwiteException.of(ErrorCode.FORBIDDEN, "Pages of this origin may not connect");
    }
  }
}
