package dev.twite.common.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/**
 * A picture's bytes, or a part of them, as they are handed out.
 *
 * @param contentType of the whole
 * @param size of the whole, in bytes
 * @param bytes the part asked for; to be closed
 */
public record Picture(String contentType, long size, InputStream bytes) {
  /** Where pictures are. */
  public static final String PATH = "/media/{key}";

  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}\\.(jpg|png|gif)");

  /** Where bytes come from. */
  public interface Source {
    /**
     * @param length 0 = to the end
     * @throws dev.twite.common.error.TwiteException MEDIA_NOT_FOUND, UNAVAILABLE
     */
    Picture open(String key, long offset, long length) throws IOException;
  }

  /** Whether it can be the name of one: the SHA-256 of its bytes, and what they are. */
  public static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  /** By the name; nothing else is ever said. */
  public static String contentType(String key) {
    return switch (key.substring(key.length() - 3)) {
      case "jpg" -> "image/jpeg";
      case "png" -> "image/png";
      default -> "image/gif";
    };
  }
}
