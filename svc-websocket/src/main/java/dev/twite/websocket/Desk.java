package dev.twite.websocket;

import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.http.CloseCode;
import dev.twite.websocket.store.StreamCursor;
import dev.twite.websocket.store.StreamPage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Does what one client says. Commands come one at a time; {@link #close} may come in between. */
final class Desk {
  private static final Duration ROOM = Duration.ofSeconds(10);

  private final Services services;
  private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
  private Client client;
  private volatile boolean closed;

  Desk(Services services) {
    this.services = services;
  }

  void of(Client served) {
    client = served;
  }

  void handle(Command command) {
    switch (command.op() == null ? "" : command.op()) {
      case "ping" -> {
        requireNo(command.channel() == null && command.since() == null, "ping takes nothing else");
        client.tell(Frames.PONG);
      }
      case "subscribe" -> subscribe(command);
      case "unsubscribe" -> {
        requireNo(command.since() == null, "unsubscribe takes no since");
        unsubscribe(place(command.channel()));
      }
      default ->
          throw new CommandException(
              "unknown_op", "op is one of subscribe, unsubscribe, ping", null);
    }
  }

  /** Leaves all channels. */
  void close() {
    closed = true;
    for (String name : List.copyOf(subscriptions.keySet())) {
      leave(name);
    }
  }

  private void subscribe(Command command) {
    Place place = place(command.channel());
    Optional<StreamCursor> since =
        Optional.ofNullable(command.since()).map(text -> cursor(text, place));
    leave(place.name());
    if (subscriptions.size() >= services.config().subscriptions()) {
      throw new CommandException(
          "too_many_subscriptions",
          "At most " + services.config().subscriptions() + " channels at once",
          place.name());
    }
    Subscription subscription = new Subscription(client, place);
    subscriptions.put(place.name(), subscription);
    services.metrics().subscribed();
    try {
      long completeFrom = prepare(subscription);
      services.channels().join(subscription);
      begin(subscription, since, completeFrom);
    } catch (RuntimeException failed) {
      leave(subscription);
      TwiteException error = GrpcErrors.toError(failed);
      throw new CommandException(error.code().word(), error.detail(), place.name());
    }
    // Closed meanwhile: that has left what was not joined yet.
    if (closed) {
      leave(subscription);
    }
  }

  /** What a channel needs before it is joined; answers from when on all its events are kept. */
  private long prepare(Subscription subscription) {
    Place place = subscription.place();
    long completeFrom = place.kind() == Place.Kind.HOME ? arrive(subscription) : 0;
    services
        .readers()
        .as(
            client.user(),
            () -> {
              services.owners().authorise(place, client.user().id());
              return true;
            });
    if (place.kind().leavesOutMuted()) {
      services.mutes().prepare(client.user().id());
    }
    return completeFrom;
  }

  private long arrive(Subscription subscription) {
    try {
      return services.presence().arrived(client.user().id());
    } finally {
      subscription.wentOnline();
    }
  }

  private void begin(Subscription subscription, Optional<StreamCursor> since, long completeFrom) {
    Place place = subscription.place();
    if (since.isEmpty()) {
      StreamCursor end = services.streams().end(place.live());
      subscription.from(end);
      client.tell(Frames.subscribed(place.name(), end.toString()));
    } else {
      subscription.from(since.get());
      client.tell(Frames.subscribed(place.name(), since.get().toString()));
      replay(subscription, completeFrom);
    }
    while (!closed && !subscription.goLive()) {
      replay(subscription, 0);
    }
  }

  /** As fast as the client reads. */
  private void replay(Subscription subscription, long completeFrom) {
    Place place = subscription.place();
    boolean more = true;
    while (more && !closed) {
      StreamPage page = services.streams().after(place.live(), subscription.last(), completeFrom);
      if (page.gap()) {
        subscription.gap(page.end());
        return;
      }
      if (!page.messages().isEmpty()) {
        services
            .renderer()
            .render(place, page.messages(), List.of(subscription))
            .forEach(subscription::replay);
      }
      if (!client.awaitRoom(ROOM)) {
        client.close(CloseCode.TOO_SLOW, "Reads too slowly");
        return;
      }
      more = page.more();
    }
  }

  private void unsubscribe(Place place) {
    if (!leave(place.name())) {
      throw new CommandException("not_subscribed", "There is no such subscription", place.name());
    }
  }

  private boolean leave(String name) {
    Subscription subscription = subscriptions.get(name);
    if (subscription == null) {
      return false;
    }
    leave(subscription);
    return true;
  }

  /** Takes back whatever has been done for a subscription; a second time does no harm. */
  private void leave(Subscription subscription) {
    if (subscriptions.remove(subscription.place().name(), subscription)) {
      services.metrics().unsubscribed();
    }
    services.channels().leave(subscription);
    if (subscription.goesOffline()) {
      services.presence().left(client.user().id());
    }
  }

  private Place place(String name) {
    return Place.parse(name, client.user().id())
        .orElseThrow(
            () ->
                new CommandException(
                    "unknown_channel",
                    "channel is one of home, notifications, tweet:{id}, user:{id}, hashtag:{tag},"
                        + " public",
                    null));
  }

  private static StreamCursor cursor(String text, Place place) {
    return StreamCursor.parse(text)
        .orElseThrow(
            () ->
                new CommandException(
                    "invalid_cursor", "since is no cursor of ours; leave it out", place.name()));
  }

  private static void requireNo(boolean holds, String detail) {
    if (!holds) {
      throw new CommandException("invalid_request", detail, null);
    }
  }
}
