package dev.twite.common.live;

import dev.twite.common.boot.Component;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.redis.Redis;
import dev.twite.common.thread.Threads;
import io.prometheus.client.Counter;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One connection to Redis that is subscribed to whatever its service wants at the moment. A
 * subscription reads without a time limit, so a watchdog pings: a link that is silent for 2.5 s is
 * cut, and a new one takes its channels over (R16). Pub/Sub is no delivery: after {@link
 * Listener#subscribed} whoever needs all events reads the Stream.
 */
public final class LiveLink implements Component {
  private static final Logger log = LoggerFactory.getLogger(LiveLink.class);
  // Never published to; it keeps a link without other channels open, and is confirmed last.
  private static final String OWN = "live:link";
  private static final Duration PING = Duration.ofMillis(800);
  private static final Duration SILENCE = Duration.ofMillis(2500);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Redis redis;
  private final Counter links;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<String> wanted = new HashSet<>();
  private final AtomicReference<Wire> wire = new AtomicReference<>();
  private final Thread reader = Threads.loop("live-link", this::read);
  private final Thread watchdog = Threads.loop("live-watchdog", this::watch);
  private Listener listener = new Listener() {};
  private volatile boolean stopping;

  /** Hears what comes; on the link's thread, so it must not block. */
  public interface Listener {
    default void message(String channel, byte[] message) {}

    /** From now on messages of the channel come; said again after each new connection. */
    default void subscribed(String channel) {}

    /** A new connection is there, with all channels. */
    default void connected() {}
  }

  @Inject
  LiveLink(Redis redis, Metrics metrics) {
    this.redis = redis;
    this.links = metrics.counter("twite_live_links_total", "Connections made for subscriptions");
  }

  /** Sets who hears; before the start. */
  public void to(Listener hearer) {
    listener = hearer;
  }

  /** Subscribes, at once or with the next connection. */
  public void want(String channel) {
    lock.lock();
    try {
      if (wanted.add(channel)) {
        tell(Wire::add, channel);
      }
    } finally {
      lock.unlock();
    }
  }

  public void unwant(String channel) {
    lock.lock();
    try {
      if (wanted.remove(channel)) {
        tell(Wire::remove, channel);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether messages come at the moment. */
  public boolean isUp() {
    Wire current = wire.get();
    return current != null && current.ready;
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    reader.start();
    watchdog.start();
  }

  @Override
  public void stop() throws InterruptedException {
    stopping = true;
    Wire current = wire.get();
    if (current != null) {
      current.cut();
    }
    watchdog.interrupt();
    reader.interrupt();
    reader.join(Duration.ofSeconds(2));
    watchdog.join(Duration.ofSeconds(1));
  }

  private void tell(java.util.function.BiConsumer<Wire, byte[]> command, String channel) {
    Wire current = wire.get();
    if (current == null || !current.ready) {
      return;
    }
    try {
      command.accept(current, bytes(channel));
    } catch (JedisException broken) {
      // The next connection begins with what is wanted then.
      current.cut();
    }
  }

  private void read() {
    while (!stopping) {
      try (Jedis jedis = redis.dedicated()) {
        Wire fresh = new Wire(jedis);
        wire.set(fresh);
        if (!stopping) {
          links.inc();
          jedis.subscribe(fresh, fresh.first());
        }
      } catch (RuntimeException lost) {
        log.debug("The link to Redis is lost", lost);
      } catch (Error failed) {
        // A thread that ended would leave this process deaf.
        log.error("The link to Redis failed, a new one follows", failed);
      } finally {
        wire.set(null);
      }
      pause(PAUSE);
    }
  }

  private void watch() {
    while (!stopping) {
      pause(PING);
      try {
        Wire current = wire.get();
        if (current != null) {
          current.check();
        }
      } catch (RuntimeException | Error failed) {
        log.warn("The link to Redis could not be checked, the next turn comes", failed);
      }
    }
  }

  private void pause(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException interrupted) {
      if (!stopping) {
        log.debug("Interrupted while not stopping");
      }
    }
  }

  private static byte[] bytes(String channel) {
    return channel.getBytes(StandardCharsets.UTF_8);
  }

  private final class Wire extends BinaryJedisPubSub {
    private final Jedis jedis;
    private final Set<String> asked = new HashSet<>();
    private volatile long heardAt = System.nanoTime();
    private volatile boolean ready;

    Wire(Jedis jedis) {
      this.jedis = jedis;
    }

    /** What to begin with; our own channel last. */
    byte[][] first() {
      lock.lock();
      try {
        asked.addAll(wanted);
      } finally {
        lock.unlock();
      }
      List<byte[]> all = new ArrayList<>(asked.size() + 1);
      asked.forEach(channel -> all.add(bytes(channel)));
      all.add(bytes(OWN));
      return all.toArray(byte[][]::new);
    }

    @Override
    public void onSubscribe(byte[] channel, int count) {
      heardAt = System.nanoTime();
      String name = new String(channel, StandardCharsets.UTF_8);
      if (name.equals(OWN)) {
        catchUp();
        listener.connected();
      } else {
        listener.subscribed(name);
      }
    }

    /** What was wanted or no longer so since this connection began. */
    private void catchUp() {
      lock.lock();
      try {
        ready = true;
        for (String channel : wanted) {
          if (!asked.contains(channel)) {
            add(bytes(channel));
          }
        }
        for (String channel : asked) {
          if (!wanted.contains(channel)) {
            remove(bytes(channel));
          }
        }
      } finally {
        lock.unlock();
      }
    }

    void add(byte[] channel) {
      subscribe(channel);
    }

    void remove(byte[] channel) {
      unsubscribe(channel);
    }

    @Override
    public void onMessage(byte[] channel, byte[] message) {
      heardAt = System.nanoTime();
      listener.message(new String(channel, StandardCharsets.UTF_8), message);
    }

    @Override
    public void onPong(byte[] pattern) {
      heardAt = System.nanoTime();
    }

    void check() {
      if (System.nanoTime() - heardAt > SILENCE.toNanos()) {
        log.info("The link to Redis is silent: a new one follows");
        cut();
      } else if (ready) {
        try {
          ping();
        } catch (JedisException broken) {
          cut();
        }
      }
    }

    void cut() {
      try {
        jedis.disconnect();
      } catch (JedisException gone) {
        log.debug("The link was gone already", gone);
      }
    }
  }
}
