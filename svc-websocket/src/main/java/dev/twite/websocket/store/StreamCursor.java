package dev.twite.websocket.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a channel's Stream. Clients see it as {@code 1700000000000-0.1a2b3c4d}.
 *
 * @param ms first part of Redis's id
 * @param seq second part of Redis's id
 * @param epoch changes when Redis has lost its data: what came between is then unknown
 */
public record StreamCursor(long ms, long seq, String epoch) implements Comparable<StreamCursor> {
  private static final Pattern ID = Pattern.compile("([0-9]{1,15})-([0-9]{1,15})");
  private static final Pattern TEXT =
      Pattern.compile("([0-9]{1,15})-([0-9]{1,15})\\.([0-9a-f]{8})");

  /** Reads what a client sent; empty when it is none of ours. */
  public static Optional<StreamCursor> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new StreamCursor(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                matcher.group(3)))
        : Optional.empty();
  }

  /**
   * A cursor of Redis's id.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static StreamCursor of(String id, String epoch) {
    Matcher matcher = ID.matcher(id);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + id + "' is no id of a Stream");
    }
    return new StreamCursor(
        Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), epoch);
  }

  /** Redis's id. */
  public String id() {
    return ms + "-" + seq;
  }

  public boolean isAfter(StreamCursor other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(StreamCursor other) {
    int byTime = Long.compare(ms, other.ms);
    return byTime == 0 ? Long.compare(seq, other.seq) : byTime;
  }

  @Override
  public String toString() {
    return id() + "." + epoch;
  }
}
