package dev.twite.common.http;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends bodies that are written while they go. Not through Javalin, which would compress them:
 * lengths and ranges are of what is stored. A reader who is slower than the least rate is cut off;
 * the connection is closed for that, for a write that waits for him can't be ended otherwise.
 */
final class StreamSender {
  private static final Logger log = LoggerFactory.getLogger(StreamSender.class);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Supplier<Pace> paces;
  private final ScheduledExecutorService timer;

  StreamSender(Supplier<Pace> paces, ScheduledExecutorService timer) {
    this.paces = paces;
    this.timer = timer;
  }

  /**
   * Sends all of it, or breaks off so that nobody takes what came for the whole.
   *
   * @return whether an answer has gone out, if only the beginning of it
   */
  boolean send(Context context, Response.Stream stream) {
    HttpServletResponse out = context.res();
    if (stream.length() >= 0) {
      out.setContentLengthLong(stream.length());
    }
    if (context.req().getMethod().equals("HEAD")) {
      return true;
    }
    Pace pace = paces.get();
    Runnable watched = watch(context, () -> pace.isLost(System.nanoTime()), timer);
    try {
      stream.writeTo(new Paced(out.getOutputStream(), pace));
    } catch (IOException | RuntimeException broken) {
      log.info("A download broke off: {}", broken.toString());
      // Once it is committed Jetty ends the connection, for less came than was announced.
      return out.isCommitted();
    } finally {
      watched.run();
    }
    return true;
  }

  /** Closes a request's connection as soon as the other end is lost, until what it gives is run. */
  static Runnable watch(Context context, BooleanSupplier isLost, ScheduledExecutorService timer) {
    EndPoint end = endPoint(context);
    ScheduledFuture<?> looks =
        timer.scheduleWithFixedDelay(
            () -> {
              if (isLost.getAsBoolean()) {
                end.close();
              }
            },
            LOOK.toMillis(),
            LOOK.toMillis(),
            TimeUnit.MILLISECONDS);
    return () -> looks.cancel(false);
  }

  static EndPoint endPoint(Context context) {
    return ServletContextRequest.getServletContextRequest(context.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint();
  }

  /** Tells the pace how long each write took. */
  private static final class Paced extends FilterOutputStream {
    private final Pace pace;

    Paced(OutputStream out, Pace pace) {
      super(out);
      this.pace = pace;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int at, int length) throws IOException {
      pace.waits(System.nanoTime());
      try {
        out.write(bytes, at, length);
      } finally {
        pace.passed(length, System.nanoTime());
      }
    }
  }
}
