package dev.twite.common.live;

import com.google.common.collect.Iterables;
import dev.twite.common.boot.Component;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.redis.LuaScript;
import dev.twite.common.redis.Redis;
import dev.twite.common.thread.Threads;
import dev.twite.proto.live.v1.LiveEvent;
import io.prometheus.client.Counter;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;

/**
 * Publishes live events. An event that is kept goes into its channel's Stream and out on Pub/Sub in
 * one step, with the Stream's id as its cursor: Pub/Sub alone is no delivery (R16). Publishing
 * never fails its caller: what Redis does not take waits for it, up to ten thousand events; what
 * goes beyond, and what waits when the process ends, clients read again from the lists.
 */
public final class LivePublisher implements Component {
  private static final Logger log = LoggerFactory.getLogger(LivePublisher.class);

  /** How many events a channel keeps, about. */
  public static final int KEPT_EVENTS = 500;

  /** How long a channel keeps its events after the last one, in milliseconds. */
  public static final long KEPT_MS = 600_000;

  private static final int BATCH = 500;
  private static final int MAX_WAITING = 10_000;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
  private static final byte[] KEPT_EVENTS_ARG = ascii(KEPT_EVENTS);
  private static final byte[] KEPT_MS_ARG = ascii(KEPT_MS);

  private final LuaScript publish = LuaScript.ofResource("lua/live/publish.lua");
  private final Redis redis;
  private final Counter published;
  private final Counter dropped;
  private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Threads.loop("live-publisher", this::run);

  private record Waiting(List<LiveChannel> channels, LiveEvent event) {}

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
    // What waits goes first: a channel's events keep their order.
    if (waiting.isEmpty()) {
      try {
        deliver(channels, event);
        return;
      } catch (TwiteException away) {
        log.debug("Redis is away, live events wait for it", away);
      } catch (RuntimeException refused) {
        log.error("A live event could not be published", refused);
        dropped.inc(channels.size());
        return;
      }
    }
    if (!waiting.offer(new Waiting(List.copyOf(channels), event))) {
      dropped.inc(channels.size());
    }
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stop() throws InterruptedException {
    stopped.countDown();
    thread.join(Duration.ofSeconds(5));
  }

  private void run() {
    try {
      while (!stopped.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
        catchUp();
      }
      catchUp();
      dropped.inc(waiting.size());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void catchUp() {
    try {
      for (Waiting next = waiting.peek(); next != null; next = waiting.peek()) {
        deliver(next.channels(), next.event());
        waiting.remove();
      }
    } catch (TwiteException away) {
      log.debug("{} live events wait for Redis", waiting.size(), away);
    } catch (RuntimeException | Error failed) {
      log.error("A live event could not be published", failed);
      Waiting refused = waiting.poll();
      dropped.inc(refused == null ? 0 : refused.channels().size());
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
