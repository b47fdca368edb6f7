package dev.twite.common.thread;

import dev.twite.common.error.Outages;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something every so often on a thread of its own, until it is stopped. After a turn that
 * failed, whatever with, comes the next one; of failures in a row the first is reported. Nobody
 * interrupts the thread: a turn that takes long asks {@link #isStopping}.
 */
public final class PeriodicTask {
  private static final Logger log = LoggerFactory.getLogger(PeriodicTask.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Supplier<Duration> pause;
  private final Step step;
  private final Thread thread;
  private final Semaphore woken = new Semaphore(0);
  private boolean atOnce;
  private boolean failing;
  private volatile boolean stopping;

  /** What is done in a turn. */
  @FunctionalInterface
  public interface Step {
    void run() throws Exception;
  }

  /**
   * @param name of the thread
   * @param pause after each turn
   */
  public PeriodicTask(String name, Duration pause, Step step) {
    this(name, () -> pause, step);
  }

  /**
   * @param pause asked for after each turn
   */
  public PeriodicTask(String name, Supplier<Duration> pause, Step step) {
    this.pause = pause;
    this.step = step;
    this.thread = Threads.loop(name, this::run);
  }

  /** Begins with a pause. */
  public void start() {
    thread.start();
  }

  /** Begins with a turn. */
  public void startAtOnce() {
    atOnce = true;
    thread.start();
  }

  /** Ends the pause, or leaves out the next one. */
  public void wake() {
    woken.release();
  }

  /** For turns of many bites: whether to leave the rest. */
  public boolean isStopping() {
    return stopping;
  }

  /** Ends the pause, and waits 5 s at most for a turn. Nothing to do where it never started. */
  public void stop() throws InterruptedException {
    stop(PATIENCE);
  }

  /** The same with another patience. */
  public void stop(Duration patience) throws InterruptedException {
    stopping = true;
    woken.release();
    if (thread.getState() != Thread.State.NEW) {
      boolean unused = thread.join(patience);
    }
  }

  private void run() {
    try {
      if (!atOnce) {
        rest();
      }
      while (!stopping) {
        turn();
        rest();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void rest() throws InterruptedException {
    if (!stopping && woken.tryAcquire(pause.get().toMillis(), TimeUnit.MILLISECONDS)) {
      // However many wished for one turn.
      int unused = woken.drainPermits();
    }
  }

  private void turn() throws InterruptedException {
    try {
      step.run();
      if (failing) {
        failing = false;
        log.info("{} goes on", thread.getName());
      }
    } catch (InterruptedException interrupted) {
      throw interrupted;
    } catch (Exception | Error failed) {
      report(failed);
      failing = true;
    }
  }

  private void report(Throwable failed) {
    if (failing) {
      log.debug("{} failed again", thread.getName(), failed);
    } else if (Outages.isOutage(failed)) {
      log.warn("{} waits: {}", thread.getName(), failed.toString());
    } else {
      log.error("{} failed, the next turn comes", thread.getName(), failed);
    }
  }
}
