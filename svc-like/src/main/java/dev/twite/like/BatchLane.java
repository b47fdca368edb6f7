package dev.twite.like;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.thread.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A bounded queue and the thread that commits what has gathered in it: while one transaction is on
 * its way to the disk, the next one's changes come together. Nobody waits for a batch to fill.
 */
final class BatchLane {
  private static final long IDLE_MS = 100;

  private final BlockingQueue<PendingChange> queue;
  private final int batch;
  private final Consumer<List<PendingChange>> commit;
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * @param batch most changes at once
   * @param commit must answer every change it is given, and throw nothing
   */
  BatchLane(String name, int capacity, int batch, Consumer<List<PendingChange>> commit) {
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.batch = batch;
    this.commit = commit;
    this.thread = Threads.loop(name, this::run);
  }

  void start() {
    thread.start();
  }

  /** Commits what is in the queue and ends. */
  void stop() throws InterruptedException {
    stopping = true;
    thread.join(Duration.ofSeconds(5));
  }

  /**
   * @throws TwiteException OVERLOADED when too many wait already, UNAVAILABLE when the service
   *     stops
   */
  void add(PendingChange change) {
    if (stopping) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE);
    }
    if (!queue.offer(change)) {
      throw TwiteException.retryLater(ErrorCode.OVERLOADED, Duration.ofSeconds(1));
    }
  }

  int waiting() {
    return queue.size();
  }

  private void run() {
    try {
      List<PendingChange> taken = new ArrayList<>(batch);
      while (!stopping || !queue.isEmpty()) {
        PendingChange first = queue.poll(IDLE_MS, TimeUnit.MILLISECONDS);
        if (first != null) {
          taken.add(first);
          queue.drainTo(taken, batch - 1);
          taken.removeIf(change -> !change.take());
          if (!taken.isEmpty()) {
            commit.accept(List.copyOf(taken));
          }
          taken.clear();
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
