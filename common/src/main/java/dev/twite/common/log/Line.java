package dev.twite.common.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import dev.twite.common.identity.CallContext;
import dev.twite.common.trace.TraceSpan;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * A log event with whose it is, behind a mask: no encoder or layout gets at anything that was not
 * masked. Made on the thread that logs; masked on the one that writes.
 */
public final class Line implements ILoggingEvent {
  /** The field that leads from a line to its trace; only where that is recorded. */
  public static final String TRACE_ID = "trace_id";

  private static final String REQUEST_ID = "request_id";
  private static final String USER_ID = "user_id";

  private final ILoggingEvent event;
  private final LogScope scope;
  private final String requestId;
  private final long userId;
  private final String traceId;
  // Made when first asked for; two threads that ask at a time make the same.
  private String message;
  private Map<String, String> fields;
  private IThrowableProxy throwable;

  private Line(ILoggingEvent event, LogScope scope, String requestId, long userId, String traceId) {
    this.event = event;
    this.scope = scope;
    this.requestId = requestId;
    this.userId = userId;
    this.traceId = traceId;
  }

  /** For the thread that logs, whose scope and call it is of. */
  static Line of(ILoggingEvent event) {
    if (event instanceof Line line) {
      return line;
    }
    event.prepareForDeferredProcessing();
    Map<String, String> mdc = event.getMDCPropertyMap();
    String request = CallContext.requestId().orElseGet(() -> mdc.getOrDefault(REQUEST_ID, ""));
    long user = CallContext.userIdOrZero();
    return new Line(
        event,
        LogScope.current(),
        request,
        user == 0 ? number(mdc.get(USER_ID)) : user,
        TraceSpan.current().traceId());
  }

  private static long number(String text) {
    try {
      return text == null ? 0 : Long.parseUnsignedLong(text);
    } catch (NumberFormatException foreign) {
      return 0;
    }
  }

  LogScope scope() {
    return scope;
  }

  /** Empty outside of a request. */
  String requestId() {
    return requestId;
  }

  /** 0 = nobody signed in. */
  long userId() {
    return userId;
  }

  /** Masked, line breaks and all. */
  String message() {
    if (message == null) {
      message = String.valueOf(Masker.mask(event.getFormattedMessage()));
    }
    return message;
  }

  /** What was given besides, masked and by name: the MDC, key-value pairs, the trace. */
  Map<String, String> fields() {
    if (fields == null) {
      Map<String, String> all = new TreeMap<>();
      event.getMDCPropertyMap().forEach((name, value) -> put(all, name, value));
      List<KeyValuePair> pairs = event.getKeyValuePairs();
      if (pairs != null) {
        pairs.forEach(pair -> put(all, pair.key, String.valueOf(pair.value)));
      }
      all.keySet().removeAll(List.of(REQUEST_ID, USER_ID));
      if (!traceId.isEmpty()) {
        all.put(TRACE_ID, traceId);
      }
      fields = all;
    }
    return fields;
  }

  private static void put(Map<String, String> all, String name, String value) {
    all.put(Masker.mask(name), Masker.maskNamed(name, value));
  }

  /** CR and LF as their escapes, so that no text can begin a line of its own (S22). */
  static String oneLine(String text) {
    if (text == null || (text.indexOf('\n') < 0 && text.indexOf('\r') < 0)) {
      return text;
    }
    return text.replace("\r", "\\r").replace("\n", "\\n");
  }

  /** For layouts: masked, in one line. */
  @Override
  public String getFormattedMessage() {
    return oneLine(message());
  }

  @Override
  public String getMessage() {
    return getFormattedMessage();
  }

  @Override
  public Object[] getArgumentArray() {
    return null;
  }

  @Override
  public Map<String, String> getMDCPropertyMap() {
    Map<String, String> all = new HashMap<>();
    fields().forEach((name, value) -> all.put(name, oneLine(value)));
    all.put("service", scope.service());
    all.put(REQUEST_ID, oneLine(Masker.mask(requestId)));
    if (userId != 0) {
      all.put(USER_ID, Long.toUnsignedString(userId));
    }
    return all;
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester")
  public Map<String, String> getMdc() {
    return getMDCPropertyMap();
  }

  @Override
  public IThrowableProxy getThrowableProxy() {
    if (throwable == null && event.getThrowableProxy() != null) {
      throwable = new MaskedThrowable(event.getThrowableProxy());
    }
    return throwable;
  }

  @Override
  public List<KeyValuePair> getKeyValuePairs() {
    return List.of();
  }

  @Override
  public String getThreadName() {
    return event.getThreadName();
  }

  @Override
  public Level getLevel() {
    return event.getLevel();
  }

  @Override
  public String getLoggerName() {
    return event.getLoggerName();
  }

  @Override
  public LoggerContextVO getLoggerContextVO() {
    return event.getLoggerContextVO();
  }

  @Override
  public StackTraceElement[] getCallerData() {
    return event.getCallerData();
  }

  @Override
  public boolean hasCallerData() {
    return event.hasCallerData();
  }

  @Override
  public List<Marker> getMarkerList() {
    return event.getMarkerList();
  }

  @Override
  public long getTimeStamp() {
    return event.getTimeStamp();
  }

  @Override
  public int getNanoseconds() {
    return event.getNanoseconds();
  }

  @Override
  public Instant getInstant() {
    return event.getInstant();
  }

  @Override
  public long getSequenceNumber() {
    return event.getSequenceNumber();
  }

  @Override
  public void prepareForDeferredProcessing() {
    event.prepareForDeferredProcessing();
  }
}
