package dev.twite.admin.panel.pages;

import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.http.Json;
import dev.twite.common.http.Response;
import dev.twite.common.thread.Threads;
import dev.twite.proto.logger.v1.LogLine;
import dev.twite.proto.logger.v1.TailResponse;
import io.grpc.Context;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lines on their way to a browser. A thread of its own reads them, so that between two of them the
 * session is looked at and a browser that has gone is noticed; what the browser is too slow for
 * stays with svc-logger, which counts it.
 */
final class LogTail implements Response.Stream {
  private static final int WAITING = 256;
  private static final long LOOK_SECONDS = 2;
  private static final byte[] STILL_HERE = ":\n\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SIGNED_OUT =
      "event: signed-out\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8);

  private final Supplier<Iterator<TailResponse>> source;
  private final BooleanSupplier mayStay;
  private final Runnable atEnd;
  // Empty: the source has ended.
  private final BlockingQueue<Optional<TailResponse>> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Context.CancellableContext context = Context.current().withCancellation();
  private volatile boolean over;

  LogTail(Supplier<Iterator<TailResponse>> source, BooleanSupplier mayStay, Runnable atEnd) {
    this.source = source;
    this.mayStay = mayStay;
    this.atEnd = atEnd;
  }

  @Override
  public long length() {
    return -1;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(STILL_HERE);
    out.flush();
    Threads.forTasks("log-tail").newThread(context.wrap(this::read)).start();
    long looked = System.nanoTime();
    while (true) {
      Optional<TailResponse> next = next();
      if (next == null || System.nanoTime() - looked > TimeUnit.SECONDS.toNanos(LOOK_SECONDS)) {
        looked = System.nanoTime();
        if (!mayStay.getAsBoolean()) {
          out.write(SIGNED_OUT);
          out.flush();
          return;
        }
        out.write(STILL_HERE);
      }
      if (next != null) {
        if (next.isEmpty()) {
          return;
        }
        out.write(event(next.get()));
      }
      if (waiting.isEmpty()) {
        out.flush();
      }
    }
  }

  @Override
  public void close() {
    over = true;
    context.cancel(null);
    atEnd.run();
  }

  private Optional<TailResponse> next() throws IOException {
    try {
      return waiting.poll(LOOK_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private void read() {
    try {
      Iterator<TailResponse> lines = source.get();
      while (lines.hasNext()) {
        put(Optional.of(lines.next()));
      }
    } catch (RuntimeException ended) {
      if (!over && !context.isCancelled()) {
        // Logs what it is; the browser asks again by itself.
        var unused = GrpcErrors.toError(ended);
      }
    } finally {
      put(Optional.empty());
    }
  }

  private void put(Optional<TailResponse> line) {
    try {
      while (!over && !waiting.offer(line, LOOK_SECONDS, TimeUnit.SECONDS)) {
        // The browser takes its time.
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] event(TailResponse response) {
    LogLine line = response.getLine();
    byte[] json =
        Json.write(
            new Line(
                Instant.ofEpochMilli(line.getTimeNs() / 1_000_000).toString(),
                line.getLevel(),
                line.getService(),
                line.getMessage(),
                line.getRequestId(),
                line.getStack(),
                response.getMissed()));
    return ("data: " + new String(json, StandardCharsets.UTF_8) + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** As the script reads it. */
  private record Line(
      String time,
      String level,
      String service,
      String message,
      String requestId,
      String stack,
      long missed) {}
}
