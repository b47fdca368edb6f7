package dev.twite.like;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.like.LikeTransaction.Outcome;
import io.grpc.Context;
import io.grpc.Deadline;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A change on its way to a commit, and the caller who waits for it. */
final class PendingChange {
  private static final Deadline.Ticker TICKER = Deadline.getSystemTicker();
  private static final long LONGEST_SECONDS = 2;

  private enum State {
    WAITING,
    IN_WORK,
    GIVEN_UP
  }

  private final LikeChange change;
  private final Deadline deadline;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final CountDownLatch done = new CountDownLatch(1);
  private Outcome outcome;
  private RuntimeException failure;

  /** For the caller in whose context this is made. */
  PendingChange(LikeChange change) {
    this.change = change;
    Deadline own = Context.current().getDeadline();
    this.deadline = own == null ? Deadline.after(LONGEST_SECONDS, TimeUnit.SECONDS, TICKER) : own;
  }

  LikeChange change() {
    return change;
  }

  /** Takes it into a transaction; false when its caller has gone, and nothing is to be done. */
  boolean take() {
    return !deadline.isExpired() && state.compareAndSet(State.WAITING, State.IN_WORK);
  }

  void succeed(Outcome made) {
    outcome = made;
    done.countDown();
  }

  void fail(RuntimeException why) {
    failure = why;
    done.countDown();
  }

  /**
   * Waits for the commit.
   *
   * @return what became of it
   * @throws RuntimeException what it failed with; DEADLINE_EXCEEDED when the caller's time was over
   *     first
   */
  Outcome await() {
    try {
      if (!done.await(deadline.timeRemaining(TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS)) {
        state.compareAndSet(State.WAITING, State.GIVEN_UP);
        throw TwiteException.of(ErrorCode.DEADLINE_EXCEEDED);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      state.compareAndSet(State.WAITING, State.GIVEN_UP);
      throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
    }
    if (failure != null) {
      throw failure;
    }
    return outcome;
  }
}
