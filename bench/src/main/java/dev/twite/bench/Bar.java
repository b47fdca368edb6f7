package dev.twite.bench;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Progress of one stage: a bar at a terminal, a line at each tenth elsewhere. */
public final class Bar implements AutoCloseable {
  private static final int WIDTH = 30;

  private final PrintStream out;
  private final boolean terminal = Boolean.getBoolean("twite.terminal");
  private final String stage;
  private final long total;
  private final long begin = System.nanoTime();
  private final AtomicLong done = new AtomicLong();
  private long shown = -1;

  public Bar(PrintStream out, String stage, long total) {
    this.out = out;
    this.stage = stage;
    this.total = Math.max(1, total);
    show(0);
  }

  /** One more is done. */
  public void step() {
    at(done.incrementAndGet());
  }

  /** So many are done. */
  public void at(long count) {
    show(Math.min(count, total));
  }

  private synchronized void show(long count) {
    long part = count * (terminal ? 100 : 10) / total;
    if (part == shown) {
      return;
    }
    shown = part;
    int filled = (int) (count * WIDTH / total);
    String line =
        String.format(
            Locale.ROOT,
            "%-22s [%s%s] %d/%d  %.0f s",
            stage,
            "#".repeat(filled),
            ".".repeat(WIDTH - filled),
            count,
            total,
            seconds());
    out.print(terminal ? "\r" + line : line + "\n");
    out.flush();
  }

  public double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }

  @Override
  public void close() {
    if (terminal) {
      out.println();
    }
  }
}
