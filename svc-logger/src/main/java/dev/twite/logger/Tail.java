package dev.twite.logger;

import dev.twite.proto.logger.v1.LogLine;
import dev.twite.proto.logger.v1.TailResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Lines for one who watches, as many as fit; the others are counted. */
public final class Tail implements AutoCloseable {
  static final int QUEUED = 1_000;

  private final LineFilter filter;
  private final Consumer<Tail> onClose;
  private final BlockingQueue<TailResponse> queue = new ArrayBlockingQueue<>(QUEUED);
  private final AtomicLong missed = new AtomicLong();
  private volatile boolean ended;

  Tail(LineFilter filter, Consumer<Tail> onClose) {
    this.filter = filter;
    this.onClose = onClose;
  }

  /** For one thread. */
  void show(LogLine line) {
    if (!filter.matches(line)) {
      return;
    }
    TailResponse next = TailResponse.newBuilder().setLine(line).setMissed(missed.get()).build();
    if (queue.offer(next)) {
      missed.addAndGet(-next.getMissed());
    } else {
      missed.incrementAndGet();
    }
  }

  /** The next line, or empty when none came in that time. */
  public Optional<TailResponse> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** The service stops. */
  void end() {
    ended = true;
  }

  public boolean hasEnded() {
    return ended;
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
