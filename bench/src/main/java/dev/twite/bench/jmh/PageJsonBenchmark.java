package dev.twite.bench.jmh;

import dev.twite.common.http.Json;
import dev.twite.common.view.Counts;
import dev.twite.common.view.Entities;
import dev.twite.common.view.Page;
import dev.twite.common.view.TweetView;
import dev.twite.common.view.UserShort;
import dev.twite.common.view.Viewer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** A page of 20 tweets as JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PageJsonBenchmark {
  private Page<TweetView> page;

  @Setup
  public void prepare() {
    page = new Page<>(IntStream.range(0, 20).mapToObj(PageJsonBenchmark::tweet).toList(), "20");
  }

  @Benchmark
  public byte[] write() {
    return Json.write(page);
  }

  private static TweetView tweet(int number) {
    String id = Long.toString(700_000_000_000_000_000L + number);
    return new TweetView(
        id,
        new UserShort("600000000000000000", "ann", "Ann Other", null),
        "The morning train was late again, and nobody told the @birds that winter is over #twite",
        new Entities(
            List.of(new Entities.Mention(53, 59, "birds", "600000000000000001")),
            List.of(new Entities.Hashtag(81, 87, "twite")),
            List.of()),
        List.of(),
        null,
        id,
        null,
        null,
        "2026-11-01T08:00:00.000Z",
        null,
        new Counts(12, 3, 4, 0),
        "public",
        new Viewer(false, true, false));
  }
}
