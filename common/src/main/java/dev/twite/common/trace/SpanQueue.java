package dev.twite.common.trace;

import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.Threads;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.prometheus.client.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ended spans on their way to the collector. Whoever ends a span never waits; what the queue has no
 * room for, and what the collector does not take, is lost and counted. The services of a process
 * share the queue, its thread and its connection; each counts its own spans.
 */
final class SpanQueue {
  private static final Logger log = LoggerFactory.getLogger(SpanQueue.class);
  private static final int ROOM = 8_192;
  private static final int BATCH = 512;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LINGER = Duration.ofMillis(200);
  private static final Duration EXPORT = Duration.ofSeconds(4);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final Map<String, SpanQueue> SHARED = new HashMap<>();

  // It would write to standard error, past the log; held, for it is forgotten otherwise.
  private static final java.util.logging.Logger LIBRARY =
      java.util.logging.Logger.getLogger("io.opentelemetry");

  private final String endpoint;
  private final BlockingQueue<Ended> queue = new ArrayBlockingQueue<>(ROOM);
  private final SpanExporter exporter;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private int users;
  private boolean away;

  private record Ended(ReadableSpan span, Counts counts) {}

  private record Counts(Counter.Child sent, Counter.Child full, Counter.Child failed) {}

  private SpanQueue(String endpoint) {
    this.endpoint = endpoint;
    LIBRARY.setLevel(java.util.logging.Level.OFF);
    this.exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint + "/v1/traces")
            .setConnectTimeout(Duration.ofSeconds(2))
            .setTimeout(EXPORT)
            // What is new is worth more than what was not taken.
            .setRetryPolicy(null)
            .build();
    this.thread = Threads.loop("trace-export", this::run);
  }

  /** The one of that collector, until it is closed as often as it was opened. */
  static SpanQueue open(String endpoint) {
    synchronized (SHARED) {
      SpanQueue shared = SHARED.get(endpoint);
      if (shared == null) {
        shared = new SpanQueue(endpoint);
        SHARED.put(endpoint, shared);
        shared.thread.start();
      }
      shared.users++;
      return shared;
    }
  }

  /** The last one out sends what is left, for five seconds at most. */
  void close() {
    synchronized (SHARED) {
      users--;
      if (users > 0) {
        return;
      }
      SHARED.remove(endpoint);
    }
    stopping.countDown();
    try {
      thread.join(LAST_WORDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    exporter.shutdown();
    List<Ended> rest = new ArrayList<>();
    queue.drainTo(rest);
    count(rest, Counts::failed);
  }

  SpanProcessor processor(Metrics metrics) {
    Counter spans =
        metrics.counter(
            "twite_trace_spans_total", "Spans for the collector: sent, full, failed", "outcome");
    return new Entrance(
        new Counts(spans.labels("sent"), spans.labels("full"), spans.labels("failed")));
  }

  private void run() {
    try {
      while (stopping.getCount() > 0) {
        export(true);
      }
      while (!queue.isEmpty()) {
        export(false);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void export(boolean lingers) throws InterruptedException {
    Ended first = queue.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      return;
    }
    if (lingers && queue.size() < BATCH) {
      stopping.await(LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }
    List<Ended> batch = new ArrayList<>();
    batch.add(first);
    queue.drainTo(batch, BATCH - 1);
    boolean taken = export(batch);
    count(batch, taken ? Counts::sent : Counts::failed);
    if (taken == away) {
      away = !taken;
      if (away) {
        log.warn("The collector of traces takes none; spans are lost until it does");
      } else {
        log.info("The collector of traces takes spans again");
      }
    }
  }

  private boolean export(List<Ended> batch) {
    try {
      List<SpanData> data = batch.stream().map(ended -> ended.span().toSpanData()).toList();
      CompletableResultCode result = exporter.export(data);
      return result.join(EXPORT.toMillis() + 500, TimeUnit.MILLISECONDS).isSuccess();
    } catch (RuntimeException failed) {
      log.error("Spans could not be exported", failed);
      return false;
    }
  }

  private static void count(List<Ended> batch, Function<Counts, Counter.Child> outcome) {
    batch.forEach(ended -> outcome.apply(ended.counts()).inc());
  }

  /** A service's way in. */
  private final class Entrance implements SpanProcessor {
    private final Counts counts;

    Entrance(Counts counts) {
      this.counts = counts;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      if (stopping.getCount() == 0 || !queue.offer(new Ended(span, counts))) {
        counts.full().inc();
      }
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
