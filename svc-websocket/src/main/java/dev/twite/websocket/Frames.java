package dev.twite.websocket;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twite.common.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What the server says, as JSON. */
final class Frames {
  static final String PONG = "{\"op\":\"pong\"}";

  private Frames() {}

  static String hello(String session, Duration heartbeat) {
    return json(new Hello("hello", session, heartbeat.toSeconds()));
  }

  static String subscribed(String channel, String cursor) {
    return json(new Subscribed("subscribed", channel, cursor));
  }

  static String gap(String channel, String since) {
    return json(new Gap("gap", channel, since));
  }

  static String error(String code, String detail, String channel) {
    return json(new Problem("error", code, detail, channel));
  }

  static String event(String channel, String cursor, String type, Object data) {
    return json(new Event("event", channel, cursor, type, data));
  }

  private static String json(Object frame) {
    return new String(Json.write(frame), StandardCharsets.UTF_8);
  }

  private record Hello(String op, String session, long heartbeatS) {}

  private record Subscribed(String op, String channel, String cursor) {}

  private record Gap(String op, String channel, String since) {}

  private record Problem(
      String op,
      String code,
      String detail,
      @JsonInclude(JsonInclude.Include.NON_NULL) String channel) {}

  private record Event(String op, String channel, String id, String type, Object data) {}
}
