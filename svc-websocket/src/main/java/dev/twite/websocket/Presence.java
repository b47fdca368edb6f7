package dev.twite.websocket;

import dev.twite.common.boot.Component;
import dev.twite.common.error.TwiteException;
import dev.twite.common.live.OnlineUsers;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps those who watch their home timeline here counted as online. */
final class Presence implements Component {
  private static final Logger log = LoggerFactory.getLogger(Presence.class);

  private final OnlineUsers online;
  private final Map<Long, Integer> watching = new ConcurrentHashMap<>();
  // Since when all home events of those who watch have been published.
  private final Map<Long, Long> complete = new ConcurrentHashMap<>();
  private volatile LongConsumer lost = reader -> {};
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("presence").factory());

  @Inject
  Presence(OnlineUsers online) {
    this.online = online;
  }

  /** Who is told of a reader whose presence was lost for a while: he may have missed something. */
  void to(LongConsumer listener) {
    lost = listener;
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    long every = OnlineUsers.REFRESH.toMillis();
    var unused = timer.scheduleWithFixedDelay(this::refresh, every, every, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    timer.shutdownNow();
  }

  /**
   * Counts a reader as online.
   *
   * @return the time in ms since 1970 from which on all of his home events have been published
   */
  long arrived(long reader) {
    // First, so that whoever leaves after a failure is not counted off for another.
    watching.merge(reader, 1, Integer::sum);
    long since = online.arrive(reader);
    compare(reader, complete.put(reader, since), since);
    return since;
  }

  /** One subscription less; whoever leaves counts on for a while, so that he can resume. */
  void left(long reader) {
    watching.computeIfPresent(
        reader,
        (id, count) -> {
          if (count > 1) {
            return count - 1;
          }
          complete.remove(id);
          return null;
        });
  }

  /** Redis may have lost who is online. */
  void refreshSoon() {
    try {
      timer.execute(this::refresh);
    } catch (RejectedExecutionException stopping) {
      log.debug("Stopping");
    }
  }

  private void compare(long reader, Long before, long now) {
    if (before != null && now > before) {
      lost.accept(reader);
    }
  }

  private void refresh() {
    try {
      List<Long> all = List.copyOf(watching.keySet());
      List<Long> since = online.refresh(all);
      for (int i = 0; i < all.size(); i++) {
        long now = since.get(i);
        complete.computeIfPresent(
            all.get(i),
            (reader, before) -> {
              compare(reader, before, now);
              return now;
            });
      }
    } catch (TwiteException away) {
      log.debug("Presence could not be refreshed, the next turn comes");
    } catch (RuntimeException failed) {
      log.warn("Presence could not be refreshed", failed);
    }
  }
}
