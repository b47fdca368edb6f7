package dev.twite.bench.bots;

import dev.twite.bench.UnexpectedStatus;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets bots act when they are to, without waiting for the server (open loop): latency counts from
 * the intended begin, so that a server that stalls can't hide it (no coordinated omission).
 */
final class Driver {
  /** A server that answers nothing would fill the memory; what is above is counted as unsent. */
  private static final int MOST_IN_FLIGHT = 20_000;

  private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);

  private final Actor actor;
  private final Meter meter;
  private final double rampSeconds;
  private final SplittableRandom random;
  private final Zipf activity;
  private final Set<Flight> flights = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /**
   * An action under way; whoever takes it out of the set counts it, so that it counts once. No
   * record: two alike are two.
   */
  private static final class Flight {
    final Action action;
    final boolean judged;

    Flight(Action action, boolean judged) {
      this.action = action;
      this.judged = judged;
    }
  }

  Driver(Society society, Actor actor, Meter meter, Duration ramp, long seed) {
    this.actor = actor;
    this.meter = meter;
    this.rampSeconds = ramp.toMillis() / 1e3;
    this.random = new SplittableRandom(seed);
    // Those with many followers are there more often, all are now and then.
    this.activity = new Zipf(society.size(), 0.5);
  }

  /**
   * Returns when all arrivals are over and have had time for an answer, or soon after {@link
   * #stop}.
   */
  void run(Arrivals arrivals, long begin) {
    for (long at = arrivals.next(); at >= 0 && !stopped; at = arrivals.next()) {
      sleepUntil(begin + at);
      Action action = Action.draw(random);
      int bot = activity.draw(random);
      boolean judged = at / 1e9 >= rampSeconds;
      if (meter.inFlight() >= MOST_IN_FLIGHT) {
        meter.failed(action, "unsent", judged);
      } else {
        meter.begins();
        long intended = begin + at;
        SplittableRandom own = random.split();
        Flight flight = new Flight(action, judged);
        flights.add(flight);
        Thread.startVirtualThread(() -> act(flight, bot, own, intended));
      }
    }
    long deadline = System.nanoTime() + LAST_ANSWERS.toNanos();
    while (meter.inFlight() > 0 && !stopped && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    if (!stopped) {
      unanswered();
      stopped = true;
    }
  }

  /** Left out, they would make a server that answers nothing look better than a slow one. */
  private void unanswered() {
    for (Flight flight : List.copyOf(flights)) {
      if (flights.remove(flight)) {
        meter.failed(flight.action, "unanswered", flight.judged);
      }
    }
  }

  /** What is under way then is not counted any more: it has not had its time. */
  void stop() {
    stopped = true;
  }

  private void sleepUntil(long when) {
    for (long left = when - System.nanoTime(); left > 0 && !stopped; ) {
      LockSupport.parkNanos(left);
      left = when - System.nanoTime();
    }
  }

  private void act(Flight flight, int bot, SplittableRandom own, long intended) {
    try {
      actor.perform(flight.action, bot, own);
      long took = System.nanoTime() - intended;
      if (flights.remove(flight) && !stopped) {
        meter.took(flight.action, took, flight.judged);
      }
    } catch (IOException | RuntimeException failed) {
      if (flights.remove(flight) && !stopped) {
        meter.failed(flight.action, codeOf(failed), flight.judged);
      }
    } finally {
      meter.ends();
    }
  }

  static String codeOf(Exception failed) {
    return switch (failed) {
      case UnexpectedStatus refused -> Integer.toString(refused.status());
      case HttpTimeoutException late -> "timeout";
      case ConnectException nobody -> "connect";
      default -> failed.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    };
  }
}
