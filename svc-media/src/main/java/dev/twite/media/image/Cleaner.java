package dev.twite.media.image;

import dev.twite.common.error.TwiteException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Copies of a picture what decoding needs and nothing else: no metadata, no comment, no profile, no
 * thumbnail, nothing before or after. Decoders thereby never see what they could choke on (a
 * compressed text that unfolds to gigabytes), and the size is known, and checked, before they start
 * (S17).
 */
final class Cleaner {
  private static final int BUFFER = 64 << 10;

  private Cleaner() {}

  /** A format's part of it. */
  interface Format {
    Outline copy(DataInputStream in, DataOutputStream out) throws IOException;
  }

  /**
   * @throws TwiteException INVALID_REQUEST, BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE
   */
  static Outline clean(PictureType type, Path from, Path to) throws IOException {
    Format format =
        switch (type) {
          case JPEG -> new JpegCleaner();
          case PNG -> new PngCleaner();
          case GIF -> new GifCleaner();
          case WEBP -> new WebpCleaner();
        };
    try (DataInputStream in =
            new DataInputStream(new BufferedInputStream(Files.newInputStream(from), BUFFER));
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(to), BUFFER))) {
      return format.copy(in, out);
    } catch (EOFException early) {
      throw Refusal.broken("The picture ends early");
    }
  }
}
