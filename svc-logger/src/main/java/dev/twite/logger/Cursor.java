package dev.twite.logger;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.twite.proto.logger.v1.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;

/**
 * A line's place among all lines: by time, and at one time by a hash of what the line says, so that
 * pages neither repeat nor skip any.
 */
public record Cursor(long timeNs, long id) implements Comparable<Cursor> {
  private static final Comparator<Cursor> ORDER =
      Comparator.comparingLong(Cursor::timeNs).thenComparingLong(Cursor::id);

  /** The place of a line. */
  public static Cursor of(LogLine line) {
    Hasher hash = Hashing.murmur3_128().newHasher();
    for (String part :
        new String[] {
          line.getService(),
          line.getLevel(),
          line.getInstance(),
          line.getThread(),
          line.getMessage(),
          line.getStack(),
          line.getRequestId()
        }) {
      hash.putString(part, StandardCharsets.UTF_8).putByte((byte) 0);
    }
    return new Cursor(line.getTimeNs(), hash.hash().asLong());
  }

  /** As a client has it; empty when it is no cursor of ours. */
  public static Optional<Cursor> read(String text) {
    int middle = text.indexOf('.');
    try {
      return middle < 0
          ? Optional.empty()
          : Optional.of(
              new Cursor(
                  Long.parseLong(text.substring(0, middle)),
                  Long.parseLong(text.substring(middle + 1))));
    } catch (NumberFormatException foreign) {
      return Optional.empty();
    }
  }

  public String write() {
    return timeNs + "." + id;
  }

  @Override
  public int compareTo(Cursor other) {
    return ORDER.compare(this, other);
  }
}
