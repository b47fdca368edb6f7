package dev.twite.media.image;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import io.prometheus.client.Gauge;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds decoding: as many at once as there are cores, and no more memory in all than it is given.
 * Who does not get in within a while is told that there is too much to do (R13).
 */
public final class DecodeGate {
  private static final int MEBIBYTE = 1 << 20;

  private final Semaphore cores;
  private final Semaphore memory;
  private final int mebibytes;
  private final Duration patience;
  private final Gauge inWork;

  /**
   * @param decoders pictures at once
   * @param mebibytes of heap for all of them; one that needs more is decoded smaller
   * @param patience how long one waits to get in
   */
  public DecodeGate(int decoders, int mebibytes, Duration patience, Metrics metrics) {
    this.cores = new Semaphore(decoders, true);
    this.memory = new Semaphore(mebibytes, true);
    this.mebibytes = mebibytes;
    this.patience = patience;
    this.inWork = metrics.gauge("twite_media_decoding", "Pictures being decoded");
  }

  /** Most that there is for one. */
  long bytes() {
    return (long) mebibytes * MEBIBYTE;
  }

  /**
   * @param bytes of heap that it will take
   * @throws TwiteException OVERLOADED
   */
  Pass enter(long bytes) {
    int share = (int) Math.min(mebibytes, bytes / MEBIBYTE + 1);
    long end = System.nanoTime() + patience.toNanos();
    take(cores, 1, end);
    try {
      take(memory, share, end);
    } catch (TwiteException refused) {
      cores.release();
      throw refused;
    }
    inWork.inc();
    return () -> {
      inWork.dec();
      memory.release(share);
      cores.release();
    };
  }

  private static void take(Semaphore permits, int number, long end) {
    try {
      if (permits.tryAcquire(number, end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
    }
    throw TwiteException.retryLater(ErrorCode.OVERLOADED, Duration.ofSeconds(2));
  }

  /** Leave to decode, to be given back. */
  interface Pass {
    void close();
  }
}
