package dev.twite.websocket;

import dev.twite.common.error.TwiteException;
import dev.twite.common.live.LiveMessage;
import dev.twite.websocket.store.StreamCursor;
import dev.twite.websocket.store.StreamPage;
import dev.twite.websocket.store.Streams;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel that clients of this instance are subscribed to. What comes is rendered and handed to
 * them in order, by one task at a time that runs only when there is something to do; the link's
 * thread only puts it in. After every confirmed subscription, and when too much has come at once,
 * the Stream is read from where this channel was (R16).
 */
final class Channel {
  private static final Logger log = LoggerFactory.getLogger(Channel.class);
  private static final int BATCH = 50;
  private static final int MOST_WAITING = 5_000;
  private static final Duration RETRY = Duration.ofMillis(200);
  private static final Duration ROOM = Duration.ofSeconds(1);
  private static final Duration RENDER_TRIES = Duration.ofSeconds(8);

  private final Place place;
  private final Streams streams;
  private final Renderer renderer;
  private final CountsBoard counts;
  private final ExecutorService executor;
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ready = new CountDownLatch(1);
  // Guarded by this.
  private final Deque<LiveMessage> mailbox = new ArrayDeque<>();
  private boolean refill;
  private boolean countsDue;
  private boolean incomplete;
  private boolean running;
  private volatile boolean abandoned;
  // Only the running task knows it.
  private StreamCursor last;

  Channel(
      Place place,
      Streams streams,
      Renderer renderer,
      CountsBoard counts,
      ExecutorService executor) {
    this.place = place;
    this.streams = streams;
    this.renderer = renderer;
    this.counts = counts;
    this.executor = executor;
  }

  Place place() {
    return place;
  }

  Set<Subscription> subscriptions() {
    return subscriptions;
  }

  /** A message of the link's; never blocks. */
  synchronized void message(LiveMessage message) {
    if (mailbox.size() >= MOST_WAITING) {
      mailbox.clear();
      refill = true;
    } else {
      mailbox.add(message);
    }
    run();
  }

  /** From now on messages come; what came before has to be read. */
  synchronized void confirmed() {
    refill = true;
    run();
  }

  /** Something may not have been published. */
  synchronized void incomplete() {
    incomplete = true;
    run();
  }

  synchronized void countsDue() {
    countsDue = true;
    run();
  }

  /** Whether messages come, after waiting a moment for that. */
  boolean awaitReady(Duration limit) {
    try {
      return ready.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Nobody listens any more. */
  void abandon() {
    abandoned = true;
  }

  private void run() {
    if (running) {
      return;
    }
    try {
      executor.execute(this::work);
      running = true;
    } catch (RejectedExecutionException stopping) {
      log.debug("{}: stopping", place.name());
    }
  }

  private void work() {
    try {
      serve();
    } catch (Throwable broken) {
      log.error("{}: starts anew", place.name(), broken);
      pause();
      synchronized (this) {
        running = false;
        refill = true;
        run();
      }
    }
  }

  private void serve() {
    while (true) {
      boolean fill;
      boolean showCounts;
      boolean skip;
      List<LiveMessage> messages = new ArrayList<>();
      synchronized (this) {
        fill = refill;
        refill = false;
        showCounts = countsDue;
        countsDue = false;
        skip = incomplete;
        incomplete = false;
        while (!fill && messages.size() < BATCH && !mailbox.isEmpty()) {
          messages.add(mailbox.poll());
        }
        if (abandoned || (!fill && !showCounts && !skip && messages.isEmpty())) {
          running = false;
          return;
        }
      }
      try {
        if (fill) {
          refill();
        }
        take(messages);
        if (skip) {
          goOnAtTheEnd();
        }
        if (showCounts) {
          counts.show(last, subscriptions);
        }
      } catch (RuntimeException failed) {
        log.warn("{}: could not be served", place.name(), failed);
        gap();
      }
    }
  }

  private void refill() {
    while (!abandoned) {
      try {
        if (last == null) {
          last = streams.end(place.live());
          ready.countDown();
          return;
        }
        StreamPage page = streams.after(place.live(), last, 0);
        if (page.gap()) {
          last = page.end();
          subscriptions.forEach(subscription -> subscription.gap(page.end()));
          return;
        }
        for (int from = 0; from < page.messages().size(); from += BATCH) {
          take(page.messages().subList(from, Math.min(page.messages().size(), from + BATCH)));
          subscriptions.forEach(subscription -> subscription.client().awaitRoom(ROOM));
        }
        if (!page.more()) {
          return;
        }
      } catch (TwiteException away) {
        pause();
      }
    }
  }

  /** Says what was missed, and goes on with what comes from now on. */
  private void goOnAtTheEnd() {
    if (last != null) {
      last = streams.end(place.live());
      gap();
    }
  }

  private void take(List<LiveMessage> messages) {
    List<LiveMessage> fresh = new ArrayList<>(messages.size());
    StreamCursor before = last;
    for (LiveMessage message : messages) {
      if (message.cursor().isEmpty()) {
        counts.take(message.event(), this);
      } else {
        StreamCursor cursor = streams.cursor(message.cursor());
        if (last == null || cursor.isAfter(last)) {
          last = cursor;
          fresh.add(message);
        }
      }
    }
    if (fresh.isEmpty() || subscriptions.isEmpty()) {
      return;
    }
    for (Delivery delivery : render(fresh, before)) {
      for (Subscription subscription : subscriptions) {
        subscription.offer(delivery);
      }
    }
  }

  /** Tries for a while: a neighbour that is away for a moment must not cost events. */
  private List<Delivery> render(List<LiveMessage> messages, StreamCursor before) {
    long end = System.nanoTime() + RENDER_TRIES.toNanos();
    while (true) {
      try {
        return renderer.render(place, messages, subscriptions);
      } catch (RuntimeException failed) {
        if (abandoned || System.nanoTime() > end) {
          log.warn("{}: events after {} can't be shown", place.name(), before, failed);
          gap();
          return List.of();
        }
        pause();
      }
    }
  }

  private void gap() {
    if (last != null) {
      subscriptions.forEach(subscription -> subscription.gap(last));
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
