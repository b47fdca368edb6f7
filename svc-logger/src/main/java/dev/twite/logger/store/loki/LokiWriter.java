package dev.twite.logger.store.loki;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.kafka.EventBatch;
import dev.twite.common.metrics.Metrics;
import dev.twite.proto.logger.v1.LogLine;
import dev.twite.proto.logger.v1.LogLines;
import io.prometheus.client.Counter;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines to Loki, at least once: one that comes again is the same to the nanosecond and the letter,
 * and Loki keeps one of such. For one thread.
 */
final class LokiWriter {
  // Loki's own clients send as much at a time.
  private static final int FULL_BYTES = 1 << 20;
  // Enough to find the bad ones among good ones; where all are bad, it is not for want of trying.
  private static final int MOST_REFUSALS = 200;

  private final LokiClient client;
  private final Clock clock;
  private final Counter lines;
  // After an outage the same batch comes again, and only the rest of it has to be sent.
  private EventBatch batch;
  private List<List<LogLine>> pushes = List.of();
  private int done;
  private int refusals;
  private int taken;
  private int refused;
  // Not one line of the batch was taken, nor one of ours.
  private boolean waits;

  @Inject
  LokiWriter(LokiClient client, Clock clock, Metrics metrics) {
    this.client = client;
    this.clock = clock;
    this.lines =
        metrics.counter("twite_logger_lines_total", "Lines for Loki: taken, refused", "outcome");
  }

  @SuppressWarnings("ReferenceEquality")
  void write(EventBatch next) {
    if (next != batch) {
      batch = next;
      pushes = cut(next);
      waits = false;
      begin();
    } else if (waits) {
      requireGoodWill();
      waits = false;
      begin();
    }
    while (done < pushes.size()) {
      push(pushes.get(done));
      done++;
    }
    if (taken == 0 && refused > 0) {
      waits = true;
      requireGoodWill();
    }
    lines.labels("refused").inc(refused);
    batch = null;
    pushes = List.of();
  }

  private void begin() {
    done = 0;
    refusals = 0;
    taken = 0;
    refused = 0;
  }

  /** Tries a line with nothing wrong about it: where that is refused, no line is to blame. */
  private void requireGoodWill() {
    LogLine ours =
        LogLine.newBuilder()
            .setTimeNs(clock.millis() * 1_000_000)
            .setService("logger")
            .setInstance("logger")
            .setLevel("WARN")
            .setLogger(LokiWriter.class.getName())
            .setMessage("Loki took not one line of a batch")
            .build();
    if (!client.push(PushBody.of(List.of(ours)))) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE, "Loki refuses every line");
    }
  }

  private static List<List<LogLine>> cut(EventBatch batch) {
    List<List<LogLine>> pushes = new ArrayList<>();
    List<LogLine> push = new ArrayList<>();
    int bytes = 0;
    for (EventBatch.Positioned record : batch.records()) {
      if (record.event().payload() instanceof LogLines inside) {
        for (LogLine line : inside.getLinesList()) {
          push.add(line);
          bytes += line.getSerializedSize();
          if (bytes >= FULL_BYTES) {
            pushes.add(push);
            push = new ArrayList<>();
            bytes = 0;
          }
        }
      }
    }
    if (!push.isEmpty()) {
      pushes.add(push);
    }
    return pushes;
  }

  /**
   * What Loki refuses is halved until the bad line is found. Of a push with bad lines Loki takes
   * the good ones: those it is sent again here it knows.
   */
  private void push(List<LogLine> some) {
    if (client.push(PushBody.of(some))) {
      lines.labels("taken").inc(some.size());
      taken += some.size();
      return;
    }
    if (some.size() == 1 || ++refusals > MOST_REFUSALS) {
      refused += some.size();
      return;
    }
    int middle = some.size() / 2;
    push(some.subList(0, middle));
    push(some.subList(middle, some.size()));
  }
}
