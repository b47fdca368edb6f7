package dev.twite.media.image;

import com.google.common.base.Throwables;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import io.grpc.Context;
import io.prometheus.client.Gauge;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  // Platform threads: work that never blocks would keep virtual ones of the whole process waiting.
  private final ExecutorService threads;

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
    this.threads =
        Executors.newFixedThreadPool(
            decoders, Thread.ofPlatform().daemon().name("decode-", 0).factory());
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
    return new Pass(share);
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
  final class Pass {
    private final int share;

    private Pass(int share) {
      this.share = share;
    }

    /** Works in the caller's context, and waits for the end of it. */
    <R> R run(Callable<R> work) throws IOException {
      Future<R> result = threads.submit(Context.current().wrap(work));
      try {
        return result.get();
      } catch (ExecutionException failed) {
        Throwables.throwIfInstanceOf(failed.getCause(), IOException.class);
        Throwables.throwIfUnchecked(failed.getCause());
        throw new IllegalStateException(failed.getCause());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
      }
    }

    void close() {
      inWork.dec();
      memory.release(share);
      cores.release();
    }
  }
}
