package dev.twite.search.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Clients in a closed loop: each asks again when it has its answer. */
final class Crowd {
  private Crowd() {}

  /** One request. */
  @FunctionalInterface
  interface Request {
    void run(int number) throws Exception;
  }

  /** Asks until so many were asked or the time is over, whichever is first. */
  static Latencies ask(int clients, int most, Duration time, Request request) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    AtomicInteger next = new AtomicInteger();
    return ask(clients, next, () -> next.get() < most && System.nanoTime() - end < 0, request);
  }

  /** Asks for as long as that is wanted. */
  static Latencies ask(int clients, AtomicInteger next, BooleanSupplier goesOn, Request request)
      throws Exception {
    ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
    AtomicInteger failed = new AtomicInteger();
    Callable<Void> client =
        () -> {
          while (goesOn.getAsBoolean()) {
            long start = System.nanoTime();
            try {
              request.run(next.getAndIncrement());
              times.add(System.nanoTime() - start);
            } catch (Exception refused) {
              failed.incrementAndGet();
            }
          }
          return null;
        };
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Callable<Void>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        all.add(client);
      }
      for (Future<Void> one : threads.invokeAll(all)) {
        one.get();
      }
    }
    return Latencies.of(times, failed.get(), (System.nanoTime() - start) / 1e9);
  }
}
