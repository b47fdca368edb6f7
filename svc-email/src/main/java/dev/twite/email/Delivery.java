package dev.twite.email;

import dev.twite.common.db.Database;
import dev.twite.common.error.Outages;
import dev.twite.common.identity.CallContext;
import dev.twite.common.metrics.Metrics;
import dev.twite.email.store.Channel;
import dev.twite.email.store.MessageDao;
import dev.twite.email.store.MessageRow;
import dev.twite.email.store.NewMessage;
import dev.twite.email.store.PendingDao;
import dev.twite.email.transport.RefusedException;
import io.prometheus.client.Counter;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One attempt at one message, and what comes of it: sent, skipped, to be tried again, or given up.
 */
public final class Delivery {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(30);
  private static final Duration WRITE_AGAIN = Duration.ofMillis(500);
  private static final int ALERT_AFTER = 8;

  private final Database database;
  private final Dispatch dispatch;
  private final EmailConfig config;
  private final Clock clock;
  private final Counter outcomes;

  @Inject
  Delivery(Database database, Dispatch dispatch, EmailConfig config, Clock clock, Metrics metrics) {
    this.database = database;
    this.dispatch = dispatch;
    this.config = config;
    this.clock = clock;
    this.outcomes =
        metrics.counter("twite_email_attempts_total", "Attempts at messages", "kind", "outcome");
  }

  /**
   * What came of an attempt.
   *
   * @param alarming whether it looks as if nothing got through: not where one recipient is refused
   */
  private record Outcome(String state, String reason, boolean alarming) {
    static final String AGAIN = "AGAIN";

    Outcome(String state, String reason) {
      this(state, reason, false);
    }
  }

  void attempt(MessageRow message) {
    String requestId =
        message.requestId().isEmpty() ? CallContext.newRequestId() : message.requestId();
    MDC.put("request_id", requestId);
    try {
      CallContext.withRequest(requestId, CallContext.newTraceparent())
          .run(() -> settle(message, outcomeOf(message)));
    } finally {
      MDC.clear();
    }
  }

  private Outcome outcomeOf(MessageRow message) {
    try {
      if (message.expiresAtMs() != 0 && clock.millis() >= message.expiresAtMs()) {
        throw new SkippedException("expired");
      }
      dispatch.send(message);
      return new Outcome("SENT", "");
    } catch (SkippedException skipped) {
      return new Outcome("SKIPPED", skipped.reason());
    } catch (RefusedException refused) {
      return refused(message, refused.reason(), refused.isLast());
    } catch (RuntimeException failed) {
      return refused(message, failed(message, failed), false);
    }
  }

  private Outcome refused(MessageRow message, String reason, boolean last) {
    boolean exhausted = message.attempts() >= config.sending().maxAttempts();
    boolean alarming = !last && (exhausted || message.attempts() == ALERT_AFTER);
    return new Outcome(last || exhausted ? "DEAD" : Outcome.AGAIN, reason, alarming);
  }

  // The class and the place, never the message: it may quote an address or a text (S22).
  private static String failed(MessageRow message, RuntimeException failed) {
    if (Outages.isOutage(failed)) {
      return "neighbour_away";
    }
    StackTraceElement[] stack = failed.getStackTrace();
    log.error(
        "{}: {} at {}",
        message,
        failed.getClass().getName(),
        stack.length == 0 ? "?" : stack[0].toString());
    return "fault";
  }

  /**
   * Writes down what came of it. When the database is away that is tried for half the lease: a sent
   * message that is not known to be would be sent again.
   */
  private void settle(MessageRow message, Outcome outcome) {
    long end = System.nanoTime() + config.sending().lease().toNanos() / 2;
    while (true) {
      try {
        database.run(handle -> write(handle, message, outcome));
        tell(message, outcome);
        return;
      } catch (RuntimeException failed) {
        if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
          log.error("{}: its outcome {} is not written down", message, outcome.state());
          return;
        }
        LockSupport.parkNanos(WRITE_AGAIN.toNanos());
      }
    }
  }

  private void write(Handle handle, MessageRow message, Outcome outcome) {
    MessageDao messages = handle.attach(MessageDao.class);
    int written;
    if (outcome.state().equals(Outcome.AGAIN)) {
      long next = clock.millis() + backoff(message.attempts()).toMillis();
      written =
          messages.retry(message.id(), message.kind(), message.attempts(), next, outcome.reason());
    } else {
      written =
          messages.end(
              message.id(), message.kind(), message.attempts(), outcome.state(), outcome.reason());
      if (message.kind() == Kind.DIGEST && written == 1) {
        handle.attach(PendingDao.class).delete(message.userId(), message.id());
      }
    }
    boolean told = message.kind() != Kind.OPERATOR_ALERT && config.sms().isPresent();
    if (written == 1 && outcome.alarming() && told) {
      alert(messages);
    }
  }

  /** One an hour at most: the hour is its id. */
  private void alert(MessageDao messages) {
    long now = clock.millis();
    long hour = now / Duration.ofHours(1).toMillis();
    messages.insert(NewMessage.of(hour, Kind.OPERATOR_ALERT, Channel.SMS, 0, "", now));
  }

  private void tell(MessageRow message, Outcome outcome) {
    String word = outcome.state().toLowerCase(java.util.Locale.ROOT);
    outcomes.labels(message.kind().word(), word).inc();
    switch (outcome.state()) {
      case "DEAD" -> log.warn("{} is given up: {}", message, outcome.reason());
      case Outcome.AGAIN ->
          log.info("{} waits after attempt {}: {}", message, message.attempts(), outcome.reason());
      default -> log.debug("{}: {} {}", message, word, outcome.reason());
    }
  }

  private Duration backoff(int attempts) {
    long millis = config.sending().firstBackoff().toMillis() << Math.min(attempts - 1, 20);
    long bounded = Math.min(millis, LONGEST_BACKOFF.toMillis());
    // A quarter more or less, so that what failed together does not come again together.
    return Duration.ofMillis(
        bounded * 3 / 4 + ThreadLocalRandom.current().nextLong(bounded / 2 + 1));
  }
}
