package dev.twite.common.thread;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * Threads for blocking work. From JDK 24 on a virtual thread no longer pins its carrier inside
 * {@code synchronized} (JEP 491), so they are virtual there; before, with two cores two pins would
 * stop everything, so they are platform threads.
 */
public final class Threads {
  private static final boolean VIRTUAL = Runtime.version().feature() >= 24;

  private Threads() {}

  /** Threads for many short blocking tasks, one each; who hands tasks in bounds their number. */
  public static ThreadFactory forTasks(String name) {
    return VIRTUAL
        ? Thread.ofVirtual().name(name + "-", 0).factory()
        : Thread.ofPlatform().daemon().name(name + "-", 0).factory();
  }

  /** An executor with a thread a task. */
  public static ExecutorService perTask(String name) {
    return VIRTUAL
        ? Executors.newThreadPerTaskExecutor(forTasks(name))
        : Executors.newCachedThreadPool(forTasks(name));
  }

  /**
   * A thread for a loop that lives as long as its component: Kafka polling, a Redis subscription.
   */
  public static Thread loop(String name, Runnable body) {
    return Thread.ofPlatform().daemon().name(name).unstarted(body);
  }
}
