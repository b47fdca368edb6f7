package dev.twite.bench.race;

import dev.twite.bench.BenchException;
import dev.twite.bench.Timings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * So many connections at work, a platform thread each: they are few, and virtual ones would need
 * pollers beside. Closed loop, or open loop with latency from the intended begin.
 */
final class WireLoad {
  private final URI server;
  private final int connections;
  private final Requests requests;

  WireLoad(URI server, int connections, Requests requests) {
    this.server = server;
    this.connections = connections;
    this.requests = requests;
  }

  /** When the next request is meant to begin; {@link Long#MAX_VALUE} when the round is over. */
  private interface Pace {
    long next(long now);
  }

  /** Each connection sends when it has the last answer. */
  Measured closed(Duration time) {
    long begin = System.nanoTime();
    return run(now -> now - begin < time.toNanos() ? now : Long.MAX_VALUE, begin);
  }

  /** Requests begin evenly at that rate, by whichever connection is free first. */
  Measured open(double perSecond, Duration time) {
    long begin = System.nanoTime();
    AtomicLong number = new AtomicLong();
    double between = 1e9 / perSecond;
    long total = (long) (perSecond * time.toMillis() / 1e3);
    return run(
        now -> {
          long mine = number.getAndIncrement();
          return mine < total ? begin + (long) (mine * between) : Long.MAX_VALUE;
        },
        begin);
  }

  private Measured run(Pace pace, long begin) {
    Timings timings = new Timings("requests");
    List<Thread> threads = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(begin);
    for (int i = 0; i < connections; i++) {
      SplittableRandom own = random.split();
      threads.add(Thread.ofPlatform().start(() -> work(pace, own, timings)));
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted", interrupted);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Measured(
        timings.perSecond(seconds),
        timings.millis(50),
        timings.millis(99),
        timings.count(),
        timings.errors());
  }

  private void work(Pace pace, SplittableRandom random, Timings timings) {
    WireConnection connection = null;
    try {
      for (long at = pace.next(System.nanoTime());
          at != Long.MAX_VALUE;
          at = pace.next(System.nanoTime())) {
        sleepUntil(at);
        Requests.Request request = requests.next(random);
        try {
          if (connection == null) {
            connection = new WireConnection(server);
          }
          int status = connection.exchange(request.bytes());
          if (request.isAnsweredBy(status, connection)) {
            timings.took(System.nanoTime() - at);
          } else {
            timings.failed();
          }
        } catch (IOException broken) {
          timings.failed();
          close(connection);
          connection = null;
        }
      }
    } finally {
      close(connection);
    }
  }

  static void sleepUntil(long when) {
    for (long left = when - System.nanoTime(); left > 0; left = when - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static void close(WireConnection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (IOException gone) {
        // It is not used again either way.
        return;
      }
    }
  }
}
