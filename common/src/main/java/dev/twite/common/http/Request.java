package dev.twite.common.http;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.User;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.EndPoint;

/**
 * A request as an endpoint sees it. Everything read is checked; what is wrong is thrown with the
 * field's name.
 */
public final class Request {
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 100;
  private static final int DRAINED = 4;

  /** Bytes of a refused upload that are read besides, and for how long. */
  private static final long DRAINED_FORM = 32L << 20;

  private static final Duration DRAIN_TIME = Duration.ofSeconds(4);

  /** When who sends nothing more is cut off. */
  private static final Duration DRAIN_END = Duration.ofSeconds(5);

  /** An end by the least rate is told rather than shown, unless nothing comes at all. */
  private static final Duration TOLD = Duration.ofSeconds(5);

  private static final int PIECE = 64 << 10;
  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,19}");

  private final Context context;
  private final Route route;
  private final String clientAddress;
  private final HttpConfig config;
  private final int maxBodyBytes;
  private byte[] body;
  private final ScheduledExecutorService timer;
  private boolean asked;
  private boolean began;
  private TwiteException unreadable;

  Request(
      Context context,
      Route route,
      String clientAddress,
      HttpConfig config,
      ScheduledExecutorService timer) {
    this.context = context;
    this.route = route;
    this.clientAddress = clientAddress;
    this.config = config;
    this.timer = timer;
    this.maxBodyBytes = config.maxBodyBytes();
  }

  public Route route() {
    return route;
  }

  /** The signed-in person; there always is one on routes with access USER and above. */
  public User requireUser() {
    return CallContext.requireUser();
  }

  /** The client's address, after trusted proxies (S12). */
  public String clientAddress() {
    return clientAddress;
  }

  /** A path variable that is an id. */
  public long pathId(String name) {
    return id(name, context.pathParam(name));
  }

  /** A path variable. */
  public String path(String name) {
    return context.pathParam(name);
  }

  /** The path as it was sent. */
  public String pathText() {
    return context.req().getRequestURI();
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(context.queryParam(name));
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(context.header(name));
  }

  /** Page size: 1 to 100, 20 when not given. */
  public int limit() {
    Optional<String> text = query("limit");
    if (text.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(text.get());
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException notANumber) {
      throw TwiteException.invalid(
          "limit", "invalid_type", "Is not a number from 1 to " + MAX_LIMIT);
    }
    throw TwiteException.invalid("limit", "out_of_range", "Is not from 1 to " + MAX_LIMIT);
  }

  /** Where a page goes on; 0 = from the start. */
  public long cursor() {
    return query("cursor").map(Request::parseCursor).orElse(0L);
  }

  /** The Idempotency-Key header: 1 to 255 printable ASCII characters; empty when not sent. */
  public String idempotencyKey() {
    String key = header("Idempotency-Key").orElse("");
    if (!key.isEmpty() && !IDEMPOTENCY_KEY.matcher(key).matches()) {
      throw TwiteException.invalid(
          "Idempotency-Key",
          "invalid_format",
          "Is not 1 to 255 printable ASCII characters without spaces");
    }
    return key;
  }

  /**
   * The JSON body.
   *
   * @throws TwiteException UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE, MALFORMED_JSON, or
   *     INVALID_REQUEST naming the field
   */
  public <T> T body(Class<T> type) {
    requireType("application/json");
    return Json.read(wholeBody(), type);
  }

  private void requireType(String type) {
    String contentType = header("Content-Type").orElse("");
    int end = contentType.indexOf(';');
    if (!type.equalsIgnoreCase((end < 0 ? contentType : contentType.substring(0, end)).strip())) {
      throw TwiteException.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }
  }

  private byte[] wholeBody() {
    prefetch();
    if (unreadable != null) {
      throw unreadable;
    }
    return body;
  }

  /**
   * A small form as a page sends it, {@code application/x-www-form-urlencoded}.
   *
   * @throws TwiteException UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE, INVALID_REQUEST
   */
  public Form form() {
    requireType(Form.TYPE);
    return Form.parse(wholeBody());
  }

  /** Whether only the head of the answer is asked for. */
  public boolean isHead() {
    return "HEAD".equals(context.req().getMethod());
  }

  /**
   * Hands out a form as it comes in: nothing of it is kept. Only for endpoints that stream.
   *
   * @param maxBytes of the whole body; one that announces more is refused before it is read
   * @throws TwiteException UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE, INVALID_REQUEST,
   *     DEADLINE_EXCEEDED, and whatever {@code parts} throws
   */
  public void form(long maxBytes, FormParts parts) {
    asked = true;
    if (context.req().getContentLengthLong() > maxBytes) {
      throw TwiteException.of(
          ErrorCode.BODY_TOO_LARGE, "The body is larger than " + maxBytes + " bytes");
    }
    FormReader form = new FormReader(header("Content-Type").orElse(""), maxBytes, parts);
    Pace pace = config.pace();
    // Between reads the form looks itself; this is for who sends nothing at all.
    Runnable watched =
        StreamSender.watch(context, () -> pace.isLost(System.nanoTime() - TOLD.toNanos()), timer);
    // Not closed: what is left is for drain.
    try {
      began = true;
      form.read(context.req().getInputStream(), pace);
    } catch (IOException gone) {
      throw pace.isLost(System.nanoTime())
          ? TwiteException.of(ErrorCode.DEADLINE_EXCEEDED, "The body took too long to come", gone)
          : TwiteException.of(ErrorCode.INVALID_REQUEST, "The body ended early", gone);
    } finally {
      watched.run();
    }
  }

  /**
   * Reads on, within bounds, what a refused upload still has: most clients listen only once they
   * have sent everything, and a connection that is closed on them takes the answer along. One that
   * waits to be told to go on is told the answer instead. Only where the endpoint asked for the
   * form: who was not let in has no claim on our time.
   */
  void drain() {
    long announced = context.req().getContentLengthLong();
    boolean waits = !began && header("Expect").filter("100-continue"::equalsIgnoreCase).isPresent();
    if (!asked || announced > DRAINED_FORM || waits) {
      return;
    }
    EndPoint connection = StreamSender.endPoint(context);
    // A read that waits can't be ended otherwise.
    ScheduledFuture<?> cut =
        timer.schedule(() -> connection.close(), DRAIN_END.toMillis(), TimeUnit.MILLISECONDS);
    long end = System.nanoTime() + DRAIN_TIME.toNanos();
    byte[] piece = new byte[PIECE];
    try {
      InputStream in = context.req().getInputStream();
      int length = 0;
      for (long drained = 0;
          length >= 0 && drained <= DRAINED_FORM && System.nanoTime() - end < 0;
          drained += length) {
        length = in.read(piece);
      }
    } catch (IOException gone) {
      // Nobody is there to be told.
    } finally {
      cut.cancel(false);
    }
  }

  /** An id in a body or path: a positive decimal number of 64 bits, as a string. */
  public static long id(String field, String text) {
    if (text != null && DIGITS.matcher(text).matches()) {
      try {
        long id = Long.parseLong(text);
        if (id > 0) {
          return id;
        }
      } catch (NumberFormatException tooLarge) {
        throw TwiteException.invalid(field, "invalid_format", "Is not an id: larger than 64 bits");
      }
    }
    throw TwiteException.invalid(
        field, "invalid_format", "Is not an id: a positive decimal number as a string");
  }

  private static long parseCursor(String text) {
    if (DIGITS.matcher(text).matches()) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException tooLarge) {
        throw TwiteException.invalid(
            "cursor", "invalid_cursor", "Is not a cursor of ours; leave it out to start");
      }
    }
    throw TwiteException.invalid(
        "cursor", "invalid_cursor", "Is not a cursor of ours; leave it out to start");
  }

  /**
   * Reads the body, if it has not been read: a slow sender is waited for before the request counts
   * as in work. What is wrong with it is told to whoever asks for it.
   */
  void prefetch() {
    if (body == null && unreadable == null) {
      try {
        body = bytes();
      } catch (TwiteException refused) {
        unreadable = refused;
      }
    }
  }

  private byte[] bytes() {
    long announced = context.req().getContentLengthLong();
    if (announced > (long) DRAINED * maxBodyBytes) {
      throw tooLarge();
    }
    try (InputStream in = context.req().getInputStream()) {
      byte[] read = in.readNBytes(maxBodyBytes + 1);
      if (read.length > maxBodyBytes) {
        // A little too much is read to its end, so that the connection can go on.
        int unused = in.readNBytes((DRAINED - 1) * maxBodyBytes).length;
        throw tooLarge();
      }
      return read;
    } catch (IOException gone) {
      throw TwiteException.of(ErrorCode.MALFORMED_JSON, "The body ended early", gone);
    }
  }

  private TwiteException tooLarge() {
    return TwiteException.of(
        ErrorCode.BODY_TOO_LARGE, "The body is larger than " + maxBodyBytes + " bytes");
  }
}
