package dev.twite.common.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param contentType of the body; empty when there is none
 * @param body ready to send
 * @param headers further headers
 * @param stream the body of an answer that is written while it goes; null as usual
 */
public record Response(
    int status, String contentType, byte[] body, Map<String, String> headers, Stream stream) {
  private static final byte[] NOTHING = new byte[0];

  /** A body that is not held in memory; only of endpoints that say how long they stream. */
  public interface Stream {
    /** In bytes; -1 when nobody knows: lines that go out as they come. */
    long length();

    /** Writes all of it. Called at most once. */
    void writeTo(OutputStream out) throws IOException;

    /** Called once, whether it was written or not. */
    void close();
  }

  public Response(int status, String contentType, byte[] body, Map<String, String> headers) {
    this(status, contentType, body, headers, null);
  }

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

  /** A stream, which the server closes. */
  public static Response stream(int status, String contentType, Stream stream) {
    return new Response(status, contentType, NOTHING, Map.of(), stream);
  }

  public Response withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, contentType, body, more, stream);
  }
}
