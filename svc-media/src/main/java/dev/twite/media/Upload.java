package dev.twite.media;

import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.media.image.PictureType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A picture that is coming in: it goes to a file piece by piece, and what it can't be is refused at
 * the first byte that shows it. For one thread at a time.
 */
public final class Upload implements AutoCloseable {
  private static final int MAX_ALT = 1_500;

  private final Spool.Place place;
  private final Path file;
  private final OutputStream out;
  private final byte[] start = new byte[PictureType.PREFIX];
  private PictureType type;
  private long size;
  private String alt = "";

  Upload(Spool.Place place) {
    this.place = place;
    this.file = place.folder().resolve("upload");
    try {
      this.out = Files.newOutputStream(file);
    } catch (IOException failed) {
      place.close();
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * What a person who can't see it is told.
   *
   * @throws TwiteException INVALID_REQUEST
   */
  public void describe(String text) {
    new Checks().text("alt", text, 0, MAX_ALT).finish();
    alt = text;
  }

  /**
   * The next piece.
   *
   * @throws TwiteException UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE
   */
  public void add(byte[] piece) {
    if (size < start.length) {
      System.arraycopy(
          piece, 0, start, (int) size, (int) Math.min(piece.length, start.length - size));
    }
    size += piece.length;
    if (type == null && size >= start.length) {
      type = typeOf(start);
    }
    int most = type == PictureType.GIF ? MediaConfig.MAX_UPLOAD : MediaConfig.MAX_STILL;
    if (size > most) {
      throw TwiteException.of(
          ErrorCode.BODY_TOO_LARGE,
          "The file is larger than " + (most >> 20) + " MiB (a GIF may have 15, others 10)");
    }
    try {
      out.write(piece);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Whether nothing has come yet. */
  boolean isEmpty() {
    return size == 0;
  }

  /** What it is, when all of it is there. */
  PictureType finish() throws IOException {
    out.close();
    return type == null ? typeOf(Arrays.copyOf(start, (int) Math.min(size, start.length))) : type;
  }

  Path file() {
    return file;
  }

  Path folder() {
    return place.folder();
  }

  String alt() {
    return alt;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } finally {
      place.close();
    }
  }

  private static PictureType typeOf(byte[] start) {
    return PictureType.of(start)
        .orElseThrow(
            () ->
                TwiteException.of(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "The file is no JPEG, PNG, GIF or WebP picture; its content says, not its"
                        + " name"));
  }
}
