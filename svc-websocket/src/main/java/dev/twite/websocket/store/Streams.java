package dev.twite.websocket.store;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.twite.common.live.LiveChannel;
import dev.twite.common.live.LiveMessage;
import dev.twite.common.live.LivePublisher;
import dev.twite.common.redis.LuaScript;
import dev.twite.common.redis.Redis;
import dev.twite.proto.live.v1.LiveEvent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads what channels keep. Every method throws TwiteException UNAVAILABLE or OVERLOADED when Redis
 * can't be asked.
 */
public final class Streams {
  private static final String EPOCH = "live:epoch";
  private static final int PAGE = 100;
  private static final int HEAD = 3;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final LuaScript read = LuaScript.ofResource("lua/websocket/read.lua");
  private final Redis redis;
  private volatile String epoch = "00000000";

  @Inject
  public Streams(Redis redis) {
    this.redis = redis;
  }

  /** The cursor of an event that has just come. */
  public StreamCursor cursor(String id) {
    return StreamCursor.of(id, epoch);
  }

  /** Where a channel ends now. */
  public StreamCursor end(LiveChannel channel) {
    return read(channel, "", "", 0).end();
  }

  /**
   * What was published after a cursor.
   *
   * @param completeFrom a time in ms since 1970 before which not everything was published; 0 = none
   */
  public StreamPage after(LiveChannel channel, StreamCursor since, long completeFrom) {
    return read(channel, since.epoch(), since.id(), completeFrom);
  }

  private StreamPage read(LiveChannel channel, String sinceEpoch, String since, long from) {
    byte[] bytes = new byte[4];
    RANDOM.nextBytes(bytes);
    List<byte[]> keys = List.of(utf8(channel.key()), utf8(EPOCH));
    List<byte[]> args =
        List.of(
            utf8(HexFormat.of().formatHex(bytes)),
            utf8(sinceEpoch),
            utf8(since),
            utf8(Integer.toString(PAGE)),
            utf8(Integer.toString(LivePublisher.KEPT_EVENTS)),
            utf8(Long.toString(LivePublisher.KEPT_MS)),
            utf8(Long.toString(from)));
    List<?> answer = redis.call(client -> (List<?>) read.run(client, keys, args));
    epoch = text(answer.get(1));
    List<LiveMessage> messages = new ArrayList<>();
    for (int i = HEAD; i + 1 < answer.size(); i += 2) {
      messages.add(message(text(answer.get(i)), (byte[]) answer.get(i + 1)));
    }
    return new StreamPage(
        (Long) answer.get(0) == 1,
        StreamCursor.of(text(answer.get(2)), epoch),
        messages,
        messages.size() == PAGE);
  }

  private static LiveMessage message(String id, byte[] event) {
    try {
      return new LiveMessage(id, LiveEvent.parseFrom(event));
    } catch (InvalidProtocolBufferException foreign) {
      return new LiveMessage(id, LiveEvent.getDefaultInstance());
    }
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
