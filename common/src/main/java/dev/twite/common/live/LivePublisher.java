package dev.twite.common.live;

import com.google.common.collect.Iterables;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.redis.LuaScript;
import dev.twite.common.redis.Redis;
import dev.twite.proto.live.v1.LiveEvent;
import io.prometheus.client.Counter;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;

/**
 * Publishes live events. An event that is kept goes into its channel's Stream and out on Pub/Sub in
 * one step, with the Stream's id as its cursor: Pub/Sub alone is no delivery (R16). Publishing
 * never fails its caller: what Redis does not take, clients read again from the lists.
 */
public final class LivePublisher {
  /** How many events a channel keeps, about. */
  public static final int KEPT_EVENTS = 500;

  /** How long a channel keeps its events after the last one, in milliseconds. */
  public static final long KEPT_MS = 600_000;

  private static final int BATCH = 500;
  private static final byte[] KEPT_EVENTS_ARG = ascii(KEPT_EVENTS);
  private static final byte[] KEPT_MS_ARG = ascii(KEPT_MS);

  private final LuaScript publish = LuaScript.ofResource("lua/live/publish.lua");
  private final Redis redis;
  private final Counter published;
  private final Counter dropped;

  @Inject
  LivePublisher(Redis redis, Metrics metrics) {
    this.redis = redis;
    this.published = metrics.counter("twite_live_published_total", "Live events published");
    this.dropped =
        metrics.counter("twite_live_dropped_total", "Live events that Redis did not take");
  }

  /** Publishes an event that a client can resume from. */
  public void publish(LiveChannel channel, LiveEvent event) {
    publish(List.of(channel), event);
  }

  /** The same event into many channels. */
  public void publish(Collection<LiveChannel> channels, LiveEvent event) {
    try {
      deliver(channels, event);
    } catch (TwiteException away) {
      dropped.inc(channels.size());
    }
  }

  /**
   * The same for callers that can try again, consumers say: then no event is lost while Redis is
   * away (R16), and one may come twice.
   *
   * @throws TwiteException UNAVAILABLE or OVERLOADED when Redis did not take it
   */
  public void deliver(Collection<LiveChannel> channels, LiveEvent event) {
    byte[] payload = event.toByteArray();
    for (List<LiveChannel> some : Iterables.partition(channels, BATCH)) {
      List<byte[]> keys = some.stream().map(LiveChannel::keyBytes).toList();
      List<byte[]> args = List.of(payload, KEPT_EVENTS_ARG, KEPT_MS_ARG);
      redis.call(client -> publish.run(client, keys, args));
      published.inc(keys.size());
    }
  }

  /** Publishes a state that the next one replaces, e.g. counts: it is not kept. */
  public void announce(LiveChannel channel, LiveEvent event) {
    announce(Map.of(channel, event));
  }

  /** Many such states at once, one a channel, in one round trip. */
  public void announce(Map<LiveChannel, LiveEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    try {
      redis.call(client -> publishAll(client, events));
      published.inc(events.size());
    } catch (TwiteException away) {
      dropped.inc(events.size());
    }
  }

  private static Object publishAll(RedisClient client, Map<LiveChannel, LiveEvent> events) {
    try (AbstractPipeline pipeline = client.pipelined()) {
      events.forEach(
          (channel, event) ->
              pipeline.publish(channel.keyBytes(), LiveMessage.withoutCursor(event)));
      pipeline.sync();
    }
    return events;
  }

  private static byte[] ascii(long number) {
    return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
  }
}
