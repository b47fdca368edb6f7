package dev.twite.common.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one range of a {@code Range} header (RFC 9110, 14.1.2). Several at once are answered with the
 * whole, as the RFC allows: nobody needs them of a picture, and they are an old way to make a
 * server work.
 *
 * @param first the first byte; -1 when the last {@code last} bytes are asked for
 * @param last the last byte; {@link Long#MAX_VALUE} when it goes to the end
 */
record ByteRange(long first, long last) {
  private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** Empty when the header is not understood, and so ignored. */
  static Optional<ByteRange> parse(String header) {
    Matcher match = FORM.matcher(header.strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    String from = match.group(1);
    String to = match.group(2);
    if (from.isEmpty()) {
      return to.isEmpty() ? Optional.empty() : Optional.of(new ByteRange(-1, Long.parseLong(to)));
    }
    long first = Long.parseLong(from);
    long last = to.isEmpty() ? Long.MAX_VALUE : Long.parseLong(to);
    return last < first ? Optional.empty() : Optional.of(new ByteRange(first, last));
  }

  boolean isFromEnd() {
    return first < 0;
  }

  /** Whether anything of a whole of {@code size} bytes lies in it. */
  boolean fits(long size) {
    return isFromEnd() ? last > 0 && size > 0 : first < size;
  }

  /** The first byte, of a whole of that size. */
  long start(long size) {
    return isFromEnd() ? Math.max(0, size - last) : first;
  }

  /** How many bytes, of a whole of that size. */
  long length(long size) {
    return isFromEnd() ? Math.min(last, size) : Math.min(last, size - 1) - first + 1;
  }
}
