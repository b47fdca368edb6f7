package dev.twite.common.view;

import dev.twite.common.error.Breaker;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.Outages;
import dev.twite.common.thread.Threads;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.prometheus.client.Counter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part that adds to pages which are worth showing without. It is given little time, and while it
 * is away no page waits for it: whether it is back is tried aside, once a second at most. So one
 * that hangs costs the pages that were under way when it began to, and no others.
 */
final class Garnish {
  private static final Logger log = LoggerFactory.getLogger(Garnish.class);
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration AWAY = Duration.ofSeconds(1);

  private final String what;
  private final Counter missing;
  private final long patience;
  private final LongSupplier nanos;
  private final Breaker breaker = new Breaker(1, AWAY);
  private final ThreadFactory aside;

  Garnish(String what, Counter missing) {
    this(what, missing, PATIENCE, System::nanoTime);
  }

  /**
   * @param what is missing without it, for the log
   * @param missing counts pages without
   */
  Garnish(String what, Counter missing, Duration patience, LongSupplier nanos) {
    this.what = what;
    this.missing = missing;
    this.patience = patience.toNanos();
    this.nanos = nanos;
    this.aside = Threads.forTasks("ask-for-" + what);
  }

  /** For the deadline of each call. */
  long patienceMillis() {
    return TimeUnit.NANOSECONDS.toMillis(patience);
  }

  /**
   * What it says.
   *
   * @param calls every call that is needed, one after the other; may be made aside, and for nothing
   */
  <T> Optional<T> ask(Supplier<T> calls) {
    if (!breaker.isOpen()) {
      return tried(calls);
    }
    if (breaker.admits(nanos.getAsLong())) {
      Runnable trial =
          () -> {
            Optional<T> unused = tried(calls);
          };
      aside.newThread(Context.current().fork().wrap(trial)).start();
    }
    missing.inc();
    return Optional.empty();
  }

  private <T> Optional<T> tried(Supplier<T> calls) {
    long start = nanos.getAsLong();
    try {
      T said = calls.get();
      breaker.succeeded();
      return Optional.of(said);
    } catch (StatusRuntimeException failed) {
      long now = nanos.getAsLong();
      if (isAway(failed, now - start)) {
        breaker.failed(now);
      } else if (isThere(failed)) {
        breaker.succeeded();
      }
      missing.inc();
      log.warn("A page goes without {}: {}", what, failed.getStatus());
      return Optional.empty();
    }
  }

  // A caller who has less time than our patience says nothing of the next one.
  private boolean isAway(StatusRuntimeException failed, long tookNanos) {
    ErrorCode code = codeOf(failed);
    return code == ErrorCode.UNAVAILABLE
        || (code == ErrorCode.DEADLINE_EXCEEDED && tookNanos >= patience);
  }

  private static boolean isThere(StatusRuntimeException failed) {
    ErrorCode code = codeOf(failed);
    return code != ErrorCode.DEADLINE_EXCEEDED && code != ErrorCode.CANCELLED;
  }

  private static ErrorCode codeOf(StatusRuntimeException failed) {
    return Outages.codeOf(failed).orElse(ErrorCode.INTERNAL);
  }
}
