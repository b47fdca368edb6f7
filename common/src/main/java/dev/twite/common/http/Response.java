package dev.twite.common.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param contentType of the body; empty when there is none
 * @param body ready to send
 * @param headers further headers
 */
public record Response(int status, String contentType, byte[] body, Map<String, String> headers) {
  private static final byte[] NOTHING = new byte[0];

  /** 200 with {@code body} as JSON. */
  public static Response ok(Object body) {
    return json(200, body);
  }

  /** 201 with {@code body} as JSON. */
  public static Response created(Object body) {
    return json(201, body);
  }

  /** 204. */
  public static Response noContent() {
    return new Response(204, "", NOTHING, Map.of());
  }

  /** A status without a body. */
  public static Response empty(int status) {
    return new Response(status, "", NOTHING, Map.of());
  }

  public static Response json(int status, Object body) {
    return new Response(status, "application/json", Json.write(body), Map.of());
  }

  public static Response bytes(String contentType, byte[] body) {
    return new Response(200, contentType, body, Map.of());
  }

  public Response withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, contentType, body, more);
  }
}
