package dev.twite.feed;

import dev.twite.common.boot.Component;
import dev.twite.common.error.TwiteException;
import dev.twite.common.live.LiveLink;
import dev.twite.common.live.OnlineUsers;
import dev.twite.common.metrics.Metrics;
import io.prometheus.client.Gauge;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who watches a home timeline, in memory: a fan-out asks about every follower. Arrivals are heard
 * at once; a look at Redis every few seconds finds departures and what was not heard.
 */
public final class Online implements Component, LiveLink.Listener {
  private static final Logger log = LoggerFactory.getLogger(Online.class);
  private static final Duration EVERY = Duration.ofSeconds(3);

  private final OnlineUsers users;
  private final LiveLink link;
  private final Gauge count;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("online").factory());
  private final Set<Long> arrived = ConcurrentHashMap.newKeySet();
  private volatile Set<Long> known = Set.of();

  @Inject
  Online(OnlineUsers users, LiveLink link, Metrics metrics) {
    this.users = users;
    this.link = link;
    this.count = metrics.gauge("twite_feed_online", "Users who watch their home timeline");
    link.to(this);
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    link.want(OnlineUsers.ARRIVALS);
    var unused =
        timer.scheduleWithFixedDelay(this::refresh, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    timer.shutdownNow();
  }

  /** Those of some users who are online. */
  public List<Long> among(Collection<Long> some) {
    Set<Long> now = known;
    if (now.isEmpty() && arrived.isEmpty()) {
      return List.of();
    }
    return some.stream().filter(user -> now.contains(user) || arrived.contains(user)).toList();
  }

  @Override
  public void message(String channel, byte[] message) {
    try {
      arrived.add(Long.parseLong(new String(message, StandardCharsets.US_ASCII)));
    } catch (NumberFormatException foreign) {
      log.debug("No user id on {}", channel);
    }
  }

  @Override
  public void connected() {
    timer.execute(this::refresh);
  }

  private void refresh() {
    try {
      // Who arrives while Redis is asked stays until the next turn.
      Set<Long> before = Set.copyOf(arrived);
      known = users.all();
      arrived.removeAll(before);
      count.set((double) known.size());
    } catch (TwiteException away) {
      log.debug("Who is online can't be asked for, the next turn comes");
    } catch (RuntimeException failed) {
      log.warn("Who is online can't be asked for", failed);
    }
  }
}
