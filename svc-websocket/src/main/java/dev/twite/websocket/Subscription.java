package dev.twite.websocket;

import dev.twite.websocket.store.StreamCursor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A client's part in a channel. While it replays what it missed, what comes live waits; then it
 * goes on from there, without a hole and without a double.
 */
final class Subscription {
  private static final int MOST_WAITING = 2_000;

  private final Client client;
  private final Place place;
  private final Deque<Delivery> waiting = new ArrayDeque<>();
  private StreamCursor last;
  private boolean live;
  private boolean lost;
  private final AtomicBoolean online = new AtomicBoolean();

  Subscription(Client client, Place place) {
    this.client = client;
    this.place = place;
  }

  Client client() {
    return client;
  }

  Place place() {
    return place;
  }

  long reader() {
    return client.user().id();
  }

  /** Its reader has been counted as online for it. */
  void wentOnline() {
    online.set(true);
  }

  /** Whether its reader is to be counted off; true once. */
  boolean goesOffline() {
    return online.getAndSet(false);
  }

  /** Something has come on the channel. */
  synchronized void offer(Delivery delivery) {
    if (live) {
      deliver(delivery);
    } else if (waiting.size() < MOST_WAITING) {
      waiting.add(delivery);
    } else {
      lost = true;
    }
  }

  /** Something that is replayed. */
  synchronized void replay(Delivery delivery) {
    deliver(delivery);
  }

  /** Begins at a place; what is up to there is not for this subscription. */
  synchronized void from(StreamCursor cursor) {
    last = cursor;
  }

  synchronized StreamCursor last() {
    return last;
  }

  /**
   * Goes live after the replay.
   *
   * @return false when too much came meanwhile: replay on from {@link #last}
   */
  synchronized boolean goLive() {
    if (lost) {
      lost = false;
      waiting.clear();
      return false;
    }
    waiting.forEach(this::deliver);
    waiting.clear();
    live = true;
    return true;
  }

  /**
   * Says that events were missed, and goes on at {@code end}. One that has not begun yet misses
   * nothing: it is going to read the Stream itself.
   */
  synchronized void gap(StreamCursor end) {
    if (last == null) {
      return;
    }
    client.gap(place.name(), last.toString());
    if (end.isAfter(last) || !end.epoch().equals(last.epoch())) {
      last = end;
    }
  }

  private void deliver(Delivery delivery) {
    if (delivery.at() != null) {
      if (last != null && !delivery.at().isAfter(last)) {
        return;
      }
      last = delivery.at();
    }
    String frame = delivery.frame().apply(reader());
    if (frame != null) {
      client.event(frame);
    }
  }
}
