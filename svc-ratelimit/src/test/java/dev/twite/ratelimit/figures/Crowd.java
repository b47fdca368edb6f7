package dev.twite.ratelimit.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/** Clients in a closed loop: each asks again when it has its answer. */
final class Crowd {
  private static final int FIRST_ROOM = 1 << 14;

  private Crowd() {}

  /** A limiter. */
  @FunctionalInterface
  interface Decider {
    boolean allowed(String key);
  }

  /**
   * @param nanos of each decision, in no order
   * @param rate decisions a second
   */
  record Turn(long[] nanos, double rate) {}

  static Turn ask(int clients, int keys, Duration time, Decider decider) throws Exception {
    long begin = System.nanoTime();
    Callable<long[]> client =
        () -> {
          long[] times = new long[FIRST_ROOM];
          int count = 0;
          long now = System.nanoTime();
          while (now - begin < time.toNanos()) {
            String key = "k" + ThreadLocalRandom.current().nextInt(keys);
            long start = now;
            if (!decider.allowed(key)) {
              throw new IllegalStateException("Refused, and the figures are of what passes");
            }
            now = System.nanoTime();
            if (count == times.length) {
              times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = now - start;
          }
          return Arrays.copyOf(times, count);
        };
    List<long[]> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Callable<long[]>> crowd = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        crowd.add(client);
      }
      for (Future<long[]> one : threads.invokeAll(crowd)) {
        all.add(one.get());
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    long[] nanos = all.stream().flatMapToLong(Arrays::stream).toArray();
    return new Turn(nanos, nanos.length / seconds);
  }
}
