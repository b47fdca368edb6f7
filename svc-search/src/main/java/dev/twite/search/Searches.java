package dev.twite.search;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.Gate;
import dev.twite.search.store.IndexRead;
import dev.twite.search.store.SearchIndex;
import io.grpc.Context;
import io.prometheus.client.Histogram;
import jakarta.inject.Inject;
import java.time.Duration;
import org.apache.lucene.index.QueryTimeoutImpl;
import org.apache.lucene.search.IndexSearcher;

/** Lets as many queries at the index at once as it can serve, each for a bounded time (R13). */
final class Searches {
  /** Longer than a short queue takes, short of what a caller notices. */
  private static final Duration WAIT = Duration.ofMillis(200);

  private static final Duration QUIET = Duration.ofSeconds(10);

  private final SearchIndex index;
  private final Gate gate;
  private final Duration patience;
  private final Histogram seconds;
  private volatile long askedAt = System.nanoTime() - QUIET.toNanos();

  @Inject
  Searches(SearchIndex index, SearchConfig config, Metrics metrics) {
    this.index = index;
    this.gate = new Gate(config.searches(), WAIT);
    this.patience = config.patience();
    this.seconds = metrics.histogram("twite_search_query_seconds", "Time of a query", "kind");
  }

  /**
   * Reads the index.
   *
   * @throws TwiteException OVERLOADED when there was no place in time, DEADLINE_EXCEEDED when the
   *     query took too long, UNAVAILABLE while the index is built
   */
  <R> R run(String kind, IndexRead<R> read) {
    askedAt = System.nanoTime();
    return gate.pass(
        () -> {
          Histogram.Timer timer = seconds.labels(kind).startTimer();
          try {
            return index.read(shared -> bounded(shared, read));
          } finally {
            timer.observeDuration();
          }
        });
  }

  /** Whether nobody has asked for ten seconds. */
  boolean isQuiet() {
    return System.nanoTime() - askedAt >= QUIET.toNanos();
  }

  private <R> R bounded(IndexSearcher shared, IndexRead<R> read) throws java.io.IOException {
    // Of its own, for the time limit is the searcher's.
    IndexSearcher own = new IndexSearcher(shared.getIndexReader());
    QueryTimeoutImpl time = new QueryTimeoutImpl(patience.toMillis());
    Context caller = Context.current();
    own.setTimeout(() -> time.shouldExit() || caller.isCancelled());
    R result = read.read(own);
    if (own.timedOut()) {
      throw TwiteException.of(ErrorCode.DEADLINE_EXCEEDED);
    }
    return result;
  }
}
