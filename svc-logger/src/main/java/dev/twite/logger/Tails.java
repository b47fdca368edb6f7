package dev.twite.logger;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.common.kafka.TopicTail;
import dev.twite.common.log.LogScope;
import dev.twite.common.metrics.Metrics;
import dev.twite.proto.logger.v1.LogLine;
import dev.twite.proto.logger.v1.LogLines;
import io.prometheus.client.Gauge;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Those who watch lines as they come. While there is one, the topic is read from now on by a reader
 * of its own: all partitions, whichever instance stores them, and also while the store is away.
 */
public final class Tails {
  private final KafkaConfig config;
  private final int most;
  private final Gauge open;
  private final List<Tail> all = new CopyOnWriteArrayList<>();
  private TopicTail reader;
  private boolean stopped;

  @Inject
  Tails(KafkaConfig config, LoggerConfig own, Metrics metrics) {
    this.config = config;
    this.most = own.tails();
    this.open = metrics.gauge("twite_logger_tails", "Tails that run");
  }

  /** Ends all, and begins none any more. */
  synchronized void end() {
    stopped = true;
    all.forEach(Tail::end);
  }

  /**
   * Begins a tail; whoever asked closes it.
   *
   * @throws TwiteException OVERLOADED when there are as many as there may be
   */
  public synchronized Tail open(LineFilter filter) {
    if (stopped || all.size() >= most) {
      throw TwiteException.retryLater(ErrorCode.OVERLOADED, Duration.ofSeconds(5));
    }
    Tail tail = new Tail(filter, this::close);
    all.add(tail);
    if (reader == null) {
      reader = LogScope.unshipped(() -> new TopicTail(Topic.LOGS, config, this::show));
      reader.start();
    }
    open.set(all.size());
    return tail;
  }

  private synchronized void close(Tail tail) {
    all.remove(tail);
    open.set(all.size());
    if (all.isEmpty() && reader != null) {
      reader.close();
      reader = null;
    }
  }

  private void show(Event event) {
    if (event.payload() instanceof LogLines lines) {
      for (LogLine line : lines.getLinesList()) {
        all.forEach(tail -> tail.show(line));
      }
    }
  }
}
