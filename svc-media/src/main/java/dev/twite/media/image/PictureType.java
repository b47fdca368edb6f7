package dev.twite.media.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What pictures can be when they come in; by their first bytes, whatever their name says. */
public enum PictureType {
  JPEG,
  PNG,
  GIF,
  WEBP;

  /** As many bytes as tell. */
  public static final int PREFIX = 12;

  private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /**
   * The type of what starts like this; empty when it is none of them: SVG, HTML, anything else.
   *
   * @param start the first {@link #PREFIX} bytes, or all there are
   */
  public static Optional<PictureType> of(byte[] start) {
    if (starts(start, 0, (byte) 0xff, (byte) 0xd8, (byte) 0xff)) {
      return Optional.of(JPEG);
    }
    if (starts(start, 0, PNG_SIGNATURE)) {
      return Optional.of(PNG);
    }
    if (starts(start, 0, ascii("GIF87a")) || starts(start, 0, ascii("GIF89a"))) {
      return Optional.of(GIF);
    }
    return starts(start, 0, ascii("RIFF")) && starts(start, 8, ascii("WEBP"))
        ? Optional.of(WEBP)
        : Optional.empty();
  }

  private static boolean starts(byte[] bytes, int at, byte... expected) {
    return bytes.length >= at + expected.length
        && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
