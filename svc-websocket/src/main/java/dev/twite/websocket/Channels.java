package dev.twite.websocket;

import dev.twite.common.boot.Component;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.Revocations;
import dev.twite.common.live.LiveChannel;
import dev.twite.common.live.LiveLink;
import dev.twite.common.live.LiveMessage;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.Threads;
import dev.twite.websocket.store.Streams;
import io.prometheus.client.Gauge;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The channels that this instance listens to in Redis: those its own clients want, no other. */
final class Channels implements Component, LiveLink.Listener {
  private static final Duration READY = Duration.ofSeconds(2);

  private final LiveLink link;
  private final Streams streams;
  private final Renderer renderer;
  private final WebsocketConfig config;
  private final Sessions sessions;
  private final Presence presence;
  private final Gauge listening;
  private final Map<String, Channel> channels = new ConcurrentHashMap<>();
  private final ExecutorService executor = Threads.perTask("channel");
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("counts").factory());

  @Inject
  Channels(
      LiveLink link,
      Streams streams,
      Renderer renderer,
      WebsocketConfig config,
      Sessions sessions,
      Presence presence,
      Metrics metrics) {
    this.link = link;
    this.streams = streams;
    this.renderer = renderer;
    this.config = config;
    this.sessions = sessions;
    this.presence = presence;
    this.listening = metrics.gauge("twite_websocket_channels", "Channels listened to in Redis");
    link.to(this);
    presence.to(this::presenceLost);
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    link.want(Revocations.CHANNEL);
  }

  @Override
  public void stop() {
    timer.shutdownNow();
    channels.values().forEach(Channel::abandon);
    executor.shutdownNow();
  }

  /**
   * Joins a subscription to its channel.
   *
   * @throws TwiteException UNAVAILABLE when Redis can't be listened to at the moment
   */
  Channel join(Subscription subscription) {
    Channel channel =
        channels.compute(
            subscription.place().live().key(),
            (key, known) -> {
              Channel joined = known == null ? open(subscription.place()) : known;
              joined.subscriptions().add(subscription);
              return joined;
            });
    if (!channel.awaitReady(READY)) {
      leave(subscription);
      throw TwiteException.of(ErrorCode.UNAVAILABLE);
    }
    return channel;
  }

  void leave(Subscription subscription) {
    channels.computeIfPresent(
        subscription.place().live().key(),
        (key, channel) -> {
          channel.subscriptions().remove(subscription);
          if (!channel.subscriptions().isEmpty()) {
            return channel;
          }
          channel.abandon();
          link.unwant(key);
          listening.dec();
          return null;
        });
  }

  /** Nothing was published for that reader for a while. */
  private void presenceLost(long reader) {
    Channel channel = channels.get(LiveChannel.home(reader).key());
    if (channel != null) {
      channel.incomplete();
    }
  }

  private Channel open(Place place) {
    CountsBoard counts = new CountsBoard(place, renderer, timer, config.countsEvery());
    link.want(place.live().key());
    listening.inc();
    return new Channel(place, streams, renderer, counts, executor);
  }

  @Override
  public void message(String name, byte[] message) {
    if (name.equals(Revocations.CHANNEL)) {
      sessions.heard(new String(message, StandardCharsets.US_ASCII));
      return;
    }
    Channel channel = channels.get(name);
    if (channel != null) {
      LiveMessage.parse(message).ifPresent(channel::message);
    }
  }

  @Override
  public void subscribed(String name) {
    // Not get: the channel may just be on its way into the map.
    channels.computeIfPresent(
        name,
        (key, channel) -> {
          channel.confirmed();
          return channel;
        });
  }

  @Override
  public void connected() {
    presence.refreshSoon();
  }
}
