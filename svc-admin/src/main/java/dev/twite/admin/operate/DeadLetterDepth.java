package dev.twite.admin.operate;

import dev.twite.common.boot.Component;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.PeriodicTask;
import io.prometheus.client.Gauge;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Shows how many dead letters wait, by topic. Counted once a minute from the ends of the topics and
 * the marks of what was dealt with: letters themselves are not read, and no scrape waits for Kafka.
 * While it can't be counted the last counts stay, and the time of the count tells their age.
 */
public final class DeadLetterDepth implements Component {
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final DeadLetters letters;
  private final Gauge waiting;
  private final Gauge counted;
  private final PeriodicTask task = new PeriodicTask("dead-letter-depth", EVERY, this::count);
  private final Set<String> shown = new HashSet<>();

  @Inject
  DeadLetterDepth(DeadLetters letters, Metrics metrics) {
    this.letters = letters;
    this.waiting =
        metrics.gauge("twite_dlt_records", "Dead letters nobody has dealt with", "topic");
    this.counted =
        metrics.gauge("twite_dlt_counted_timestamp_seconds", "When dead letters were last counted");
    // Until the first count, of the start.
    counted.setToCurrentTime();
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    task.startAtOnce();
  }

  /** A count under way ends by itself: it has a time of its own. */
  @Override
  public void stop() throws InterruptedException {
    task.stop();
  }

  /** Counts now. */
  public synchronized void count() {
    Map<String, Long> counts = letters.counts();
    counts.forEach((topic, left) -> waiting.labels(topic).set((double) left));
    // At 0 and not gone, so that an alert ends with a value.
    shown.stream()
        .filter(topic -> !counts.containsKey(topic))
        .forEach(topic -> waiting.labels(topic).set(0));
    shown.addAll(counts.keySet());
    counted.setToCurrentTime();
  }
}
