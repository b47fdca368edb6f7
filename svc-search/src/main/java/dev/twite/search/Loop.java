package dev.twite.search;

import dev.twite.common.error.Outages;
import dev.twite.common.thread.Threads;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again on a thread that nobody interrupts. */
final class Loop {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final CountDownLatch stop = new CountDownLatch(1);
  private final Duration every;
  private final Step step;
  private final Thread thread;

  /** What is done. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  Loop(String name, Duration every, Step step) {
    this.every = every;
    this.step = step;
    this.thread = Threads.loop(name, this::run);
  }

  void start() {
    thread.start();
  }

  void stop() throws InterruptedException {
    stop.countDown();
    thread.join(PATIENCE);
  }

  private void run() {
    try {
      while (!stop.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        once();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void once() {
    try {
      step.run();
    } catch (Exception | Error failed) {
      if (Outages.isOutage(failed)) {
        log.warn("{} waits: {}", thread.getName(), failed.toString());
      } else {
        log.error("{} failed, it goes on", thread.getName(), failed);
      }
    }
  }
}
