package dev.twite.common.trace;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The W3C trace context header, version 00 (https://www.w3.org/TR/trace-context/).
 *
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits: what the one who reads this is a part of
 * @param sampled whether that was recorded
 */
public record Traceparent(String traceId, String spanId, boolean sampled) {
  public static final String HEADER = "traceparent";

  private static final Pattern FORM =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Empty for what is not well formed, which is as good as none. */
  public static Optional<Traceparent> of(String header) {
    if (header == null || !FORM.matcher(header).matches()) {
      return Optional.empty();
    }
    boolean sampled = (Character.digit(header.charAt(54), 16) & 1) == 1;
    return Optional.of(new Traceparent(header.substring(3, 35), header.substring(36, 52), sampled));
  }

  /** Whether a header says that its trace is recorded; the cheap way to ask. */
  static boolean isSampled(String header) {
    return header != null
        && header.length() == 55
        && (Character.digit(header.charAt(54), 16) & 1) == 1
        && FORM.matcher(header).matches();
  }

  /** A new one, of a trace that nobody records. */
  public static String unsampled() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    String hex = HexFormat.of().formatHex(bytes);
    return "00-" + hex.substring(0, 32) + "-" + hex.substring(32) + "-00";
  }

  /** The same, recorded or not. */
  Traceparent sampled(boolean is) {
    return new Traceparent(traceId, spanId, is);
  }

  @Override
  public String toString() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
