package dev.twite.common.log;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Whose work a thread does: which service its log lines are of, and where they go besides standard
 * out. A thread has the scope of the one that made it, so that a service's loops, pools and servers
 * have its scope from its start; where a thread changes sides, in process calls that is, the server
 * sets it.
 */
public final class LogScope {
  /** A process's own, before or after there is a service. */
  static final LogScope NONE = new LogScope("", "", 1, line -> {});

  private static final InheritableThreadLocal<LogScope> CURRENT = new InheritableThreadLocal<>();

  private final String service;
  private final String instance;
  private final double share;
  private final Consumer<Line> shipping;

  /**
   * @param service the short name, e.g. {@code tweet}
   * @param instance which of its processes
   * @param share of the requests that leave lines in the access log, 0 to 1
   * @param shipping takes lines on; never blocks
   */
  public LogScope(String service, String instance, double share, Consumer<Line> shipping) {
    this.service = service;
    this.instance = instance;
    this.share = share;
    this.shipping = shipping;
  }

  /** The scope of this thread. */
  public static LogScope current() {
    LogScope scope = CURRENT.get();
    return scope == null ? NONE : scope;
  }

  public String service() {
    return service;
  }

  public String instance() {
    return instance;
  }

  /** Whether a request leaves lines: in all services the same answer to the same id. */
  boolean keeps(String requestId) {
    if (share >= 1) {
      return true;
    }
    long mixed = requestId.hashCode() * 0x9E37_79B9_7F4A_7C15L;
    return (mixed >>> 32) < share * (1L << 32);
  }

  void ship(Line line) {
    shipping.accept(line);
  }

  /**
   * Makes something whose threads' lines go to standard out only: what ships lines would otherwise
   * ship what it says of that, and so on for ever.
   */
  public static <R> R unshipped(Supplier<R> work) {
    LogScope scope = current();
    return new LogScope(scope.service, scope.instance, scope.share, line -> {}).get(work);
  }

  public <R> R call(Callable<R> work) throws Exception {
    LogScope before = enter();
    try {
      return work.call();
    } finally {
      leave(before);
    }
  }

  public void run(Runnable work) {
    LogScope before = enter();
    try {
      work.run();
    } finally {
      leave(before);
    }
  }

  private <R> R get(Supplier<R> work) {
    LogScope before = enter();
    try {
      return work.get();
    } finally {
      leave(before);
    }
  }

  private LogScope enter() {
    LogScope before = CURRENT.get();
    if (before != this) {
      CURRENT.set(this);
    }
    return before;
  }

  private void leave(LogScope before) {
    if (before == null) {
      CURRENT.remove();
    } else if (before != this) {
      CURRENT.set(before);
    }
  }
}
