package dev.twite.feed.store;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
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

/** A page of entries as Redis gives it, 21 of them: one more than is shown. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EntryBytesBenchmark {
  private byte[] bytes;

  @Setup
  public void prepare() {
    bytes =
        EntryBytes.of(
            LongStream.range(0, 21)
                .mapToObj(i -> new TimelineEntry(700_000_000_000_000_000L - i, 1_000 + i))
                .toList());
  }

  @Benchmark
  public List<TimelineEntry> read() {
    return EntryBytes.read(bytes, 0);
  }
}
