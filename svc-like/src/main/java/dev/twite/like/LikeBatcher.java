package dev.twite.like;

import com.google.common.hash.Hashing;
import dev.twite.common.boot.Component;
import dev.twite.common.cache.ReaderMarks;
import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.Outages;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import dev.twite.like.LikeTransaction.Outcome;
import dev.twite.like.LikeTransaction.Result;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: the likes and unlikes that this process has at the moment go into one transaction,
 * so that a tweet that everybody likes costs a commit a batch and not a commit a like. A tweet
 * always has the same lane: what is asked about a pair happens in the order it was asked.
 */
public final class LikeBatcher implements Component {
  private static final Logger log = LoggerFactory.getLogger(LikeBatcher.class);

  private final Database database;
  private final LikeTransaction transaction;
  private final CountNews news;
  private final ReaderMarks marks;
  private final List<BatchLane> lanes = new ArrayList<>();
  private final Counter changes;
  private final Counter singles;
  private final Gauge depth;
  private final Histogram seconds;

  @Inject
  LikeBatcher(
      Database database,
      LikeTransaction transaction,
      CountNews news,
      ReaderMarks marks,
      LikeConfig config,
      Metrics metrics) {
    this.database = database;
    this.transaction = transaction;
    this.news = news;
    this.marks = marks;
    this.changes = metrics.counter("twite_like_changes_total", "Likes and unlikes committed");
    this.singles =
        metrics.counter("twite_like_singles_total", "Changes tried alone after a failed batch");
    this.depth = metrics.gauge("twite_like_waiting", "Likes and unlikes that wait for a batch");
    this.seconds = metrics.histogram("twite_like_batch_seconds", "Time to commit a batch");
    for (int i = 0; i < config.lanes(); i++) {
      lanes.add(new BatchLane("likes-" + i, config.queue(), config.batch(), this::commit));
    }
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    lanes.forEach(BatchLane::start);
  }

  @Override
  public void stop() throws InterruptedException {
    for (BatchLane lane : lanes) {
      lane.stop();
    }
  }

  /**
   * Makes a change, and returns after its commit.
   *
   * @throws TwiteException OVERLOADED when too many wait, DEADLINE_EXCEEDED, TWEET_NOT_FOUND and
   *     SESSION_REVOKED when the tweet or the account went meanwhile, or an outage
   */
  Outcome change(LikeChange change) {
    PendingChange pending = new PendingChange(change);
    laneOf(change.tweetId()).add(pending);
    return pending.await();
  }

  /** How many changes wait for a transaction. */
  int waiting() {
    return lanes.stream().mapToInt(BatchLane::waiting).sum();
  }

  private BatchLane laneOf(long tweetId) {
    return lanes.get(Hashing.consistentHash(tweetId, lanes.size()));
  }

  private void commit(List<PendingChange> batch) {
    depth.set(waiting());
    long start = System.nanoTime();
    try {
      commitTogether(batch);
    } catch (RuntimeException failed) {
      if (Outages.isOutage(failed) || batch.size() == 1) {
        batch.forEach(change -> change.fail(failed));
      } else {
        log.warn("A batch of {} failed, its changes are tried alone", batch.size(), failed);
        batch.forEach(this::commitAlone);
      }
    } catch (Error failed) {
      // The lane goes on, or every later like of its tweets would wait in vain.
      log.error("A batch of {} failed", batch.size(), failed);
      batch.forEach(change -> change.fail(new IllegalStateException(failed)));
    }
    seconds.observe((System.nanoTime() - start) / 1e9);
  }

  private void commitAlone(PendingChange change) {
    singles.inc();
    try {
      commitTogether(List.of(change));
    } catch (RuntimeException failed) {
      change.fail(failed);
    } catch (Error failed) {
      log.error("A change tried alone failed", failed);
      change.fail(new IllegalStateException(failed));
    }
  }

  private void commitTogether(List<PendingChange> batch) {
    List<LikeChange> wanted = batch.stream().map(PendingChange::change).toList();
    Result result = committed(wanted);
    changes.inc(batch.size());
    // Before the answers, so that one reads one's own like.
    news.remember(result.changed());
    for (int i = 0; i < batch.size(); i++) {
      answer(batch.get(i), result.outcomes().get(i));
    }
    news.announce(result.changed());
  }

  private Result committed(List<LikeChange> wanted) {
    try {
      return database.transact(handle -> transaction.apply(handle, wanted));
    } finally {
      // Also after a failure: it may have been only the answer to the commit that was lost.
      marks.changed(wanted.stream().map(LikeChange::userId).toList());
    }
  }

  private static void answer(PendingChange change, Outcome outcome) {
    if (outcome.refusal().isPresent()) {
      ErrorCode code = outcome.refusal().get();
      change.fail(TwiteException.of(code));
    } else {
      change.succeed(outcome);
    }
  }
}
