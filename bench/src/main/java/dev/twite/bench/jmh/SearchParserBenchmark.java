package dev.twite.bench.jmh;

import dev.twite.search.query.Node;
import dev.twite.search.query.Parser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A query as people type it, and one with most operators. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SearchParserBenchmark {
  @Param({
    "morning train",
    "from:ann \"late again\" (#birds OR #twite) -winter lang:en since:2026-01-01 min_likes:10"
  })
  public String query;

  @Benchmark
  public Node parse() {
    return Parser.parse(query);
  }
}
