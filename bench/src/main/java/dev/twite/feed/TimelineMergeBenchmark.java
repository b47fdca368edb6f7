package dev.twite.feed;

import dev.twite.feed.store.TimelineEntry;
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

/** What was pushed and what big authors wrote, 21 entries each, three of them the same. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TimelineMergeBenchmark {
  private static final int COUNT = 21;

  private List<TimelineEntry> pushed;
  private List<TimelineEntry> big;

  @Setup
  public void prepare() {
    pushed = entries(2);
    big = entries(7);
  }

  @Benchmark
  public List<TimelineEntry> merge() {
    return HomeReader.merge(pushed, big, COUNT);
  }

  private static List<TimelineEntry> entries(int step) {
    return LongStream.range(0, COUNT)
        .mapToObj(i -> 700_000_000_000_000_000L - step * i)
        .map(id -> new TimelineEntry(id, 1_000 + id % 7))
        .toList();
  }
}
