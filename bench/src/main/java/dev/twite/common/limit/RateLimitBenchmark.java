package dev.twite.common.limit;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a decision costs in the process that asks: out of a lease, and counted alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RateLimitBenchmark {
  private static final Duration PERIOD = Duration.ofMillis(1);

  private final Claim claim = Claim.one("read", "user:600000000000000000");
  // Refills faster than it is emptied, so that every decision is the same.
  private final Rule rule =
      new Rule(
          "read",
          1_000_000_000,
          PERIOD,
          Rule.Unit.REQUESTS,
          Rule.By.TOKEN,
          Rule.WhenAway.OPEN,
          List.of());
  private LocalBuckets local;
  private Leases.Slot slot;

  @Setup
  public void prepare() {
    local = new LocalBuckets(Clock.systemUTC());
    Leases leases = new Leases();
    slot = leases.slot(claim);
    Decision granted = Decision.passed(rule);
    long now = System.nanoTime();
    leases.keep(slot, new Lease(claim, granted, Long.MAX_VALUE / 2, now, Long.MAX_VALUE / 2));
  }

  @Benchmark
  public Decision leased() {
    return slot.take(1, System.nanoTime());
  }

  @Benchmark
  public Decision alone() {
    return local.take(rule, claim);
  }
}
