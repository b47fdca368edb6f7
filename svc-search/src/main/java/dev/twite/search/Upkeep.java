package dev.twite.search;

import dev.twite.common.boot.Component;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.PeriodicTask;
import dev.twite.search.store.SearchIndex;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** What the index needs all the time: refreshes, commits, snapshots. */
final class Upkeep implements Component {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Each refresh makes a segment, to be merged later: fewer while nobody looks. */
  private static final Duration WHEN_QUIET = Duration.ofMillis(500);

  private static final Duration LOOK_AT_SNAPSHOTS = Duration.ofSeconds(5);

  private final List<PeriodicTask> loops;

  @Inject
  Upkeep(SearchIndex index, Searches searches, SearchConfig config, Metrics metrics) {
    Histogram commits = metrics.histogram("twite_search_commit_seconds", "Time to commit");
    Gauge committed =
        metrics.gauge("twite_search_committed_timestamp_seconds", "When the index was committed");
    // Until the first one, of the start.
    committed.setToCurrentTime();
    this.loops =
        List.of(
            new PeriodicTask(
                "search-refresh",
                () -> pause(config.refreshEvery(), searches.isQuiet()),
                index::refresh),
            new PeriodicTask(
                "search-commit",
                config.commitEvery(),
                () -> {
                  Histogram.Timer timer = commits.startTimer();
                  index.commit();
                  timer.observeDuration();
                  committed.setToCurrentTime();
                }),
            new PeriodicTask("search-snapshot", LOOK_AT_SNAPSHOTS, index::snapshot));
  }

  private static Duration pause(Duration every, boolean quiet) {
    return quiet && every.compareTo(WHEN_QUIET) < 0 ? WHEN_QUIET : every;
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    loops.forEach(PeriodicTask::start);
  }

  @Override
  public void stop() throws InterruptedException {
    for (PeriodicTask loop : loops) {
      // A commit may take its time on a busy disk.
      loop.stop(PATIENCE);
    }
  }
}
