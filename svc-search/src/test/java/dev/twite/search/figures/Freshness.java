package dev.twite.search.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Writes at a steady rate while clients ask. */
final class Freshness {
  static final int WRITES_A_SECOND = 20;
  private static final int WRITES = 200;

  private final int clients;
  private final List<Question> questions;

  /** What came out: of the writes, and of the questions asked meanwhile. */
  record Seen(Latencies writes, Latencies queries) {}

  Freshness(int clients, List<Question> questions) {
    this.clients = clients;
    this.questions = questions;
  }

  /**
   * @param write writes, and returns what waits for the result and says how many nanoseconds it
   *     took, -1 = given up
   */
  Seen measure(Engine engine, Callable<Callable<Long>> write) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService crowd = Executors.newSingleThreadExecutor()) {
      Future<Latencies> asking =
          crowd.submit(
              () ->
                  Crowd.ask(
                      clients,
                      new AtomicInteger(),
                      () -> !done.get(),
                      number ->
                          engine.recent(questions.get(number % questions.size()), Engine.PAGE)));
      try {
        Latencies writes = write(write);
        done.set(true);
        return new Seen(writes, asking.get());
      } finally {
        done.set(true);
      }
    }
  }

  private static Latencies write(Callable<Callable<Long>> write) throws Exception {
    ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
    int failed = 0;
    long start = System.nanoTime();
    List<Future<Long>> waiting = new ArrayList<>();
    // The service's virtual threads would keep virtual ones from looking.
    try (ExecutorService watchers = Executors.newCachedThreadPool()) {
      for (int i = 0; i < WRITES; i++) {
        long due = start + i * Duration.ofSeconds(1).toNanos() / WRITES_A_SECOND;
        while (System.nanoTime() - due < 0) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        waiting.add(watchers.submit(write.call()));
      }
      for (Future<Long> one : waiting) {
        long nanos = one.get();
        if (nanos < 0) {
          failed++;
        } else {
          times.add(nanos);
        }
      }
    }
    return Latencies.of(times, failed, (System.nanoTime() - start) / 1e9);
  }
}
