package dev.twite.common.live;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.twite.proto.live.v1.LiveEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a subscriber gets: the cursor, a line feed, the event.
 *
 * @param cursor the event's id in the channel's Stream, e.g. {@code 1700000000000-0}; empty for one
 *     that is not kept
 */
public record LiveMessage(String cursor, LiveEvent event) {
  /** The field of a Stream's entry that holds the event. */
  public static final String FIELD = "e";

  private static final byte END = '\n';

  static byte[] withoutCursor(LiveEvent event) {
    byte[] payload = event.toByteArray();
    byte[] message = new byte[payload.length + 1];
    message[0] = END;
    System.arraycopy(payload, 0, message, 1, payload.length);
    return message;
  }

  /** Reads a message; empty when it is none of ours. */
  public static Optional<LiveMessage> parse(byte[] message) {
    int end = 0;
    while (end < message.length && message[end] != END) {
      end++;
    }
    if (end == message.length) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new LiveMessage(
              new String(message, 0, end, StandardCharsets.US_ASCII),
              LiveEvent.parseFrom(Arrays.copyOfRange(message, end + 1, message.length))));
    } catch (InvalidProtocolBufferException other) {
      return Optional.empty();
    }
  }
}
