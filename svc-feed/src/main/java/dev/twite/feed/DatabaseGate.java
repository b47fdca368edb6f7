package dev.twite.feed;

import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.Gate;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/**
 * Bounds the readers that are at the databases behind svc-follow and svc-tweet at once: when Redis
 * is empty or away everybody wants to go there, and a queue here is shorter than one there.
 */
final class DatabaseGate {
  private final Gate gate;

  @Inject
  DatabaseGate(FeedConfig config, Metrics metrics) {
    this.gate =
        new Gate(config.databasePages(), config.databaseWait())
            .showing(metrics.gauge("twite_feed_db_waiting", "Reads waiting to ask the databases"));
  }

  /**
   * @throws TwiteException OVERLOADED when its turn does not come in time
   */
  <R> R pass(Supplier<R> work) {
    return gate.pass(work::get);
  }
}
