package dev.twite.common.http;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers requests for pictures. A name stands for its bytes for ever, so caches may keep them;
 * what a browser gets is a picture and can't be anything else (S18).
 */
public final class PictureDoor {
  /** How long one may take to be read, whatever its reader's rate: 20 MiB at 16 KiB a second. */
  public static final Duration PATIENCE = Duration.ofMinutes(25);

  private static final int PIECE = 64 << 10;

  private PictureDoor() {}

  /**
   * 200, 206, 304 or 416 for the path variable {@code key}.
   *
   * @throws TwiteException MEDIA_NOT_FOUND, UNAVAILABLE
   */
  public static Response answer(Request request, Picture.Source source) {
    String key = request.path("key");
    if (!Picture.isKey(key)) {
      throw TwiteException.of(ErrorCode.MEDIA_NOT_FOUND);
    }
    String tag = '"' + key.substring(0, key.indexOf('.')) + '"';
    try {
      // Looked up in any case: what has been removed is not to be confirmed.
      if (request.header("If-None-Match").filter(sent -> isAmong(tag, sent)).isPresent()) {
        source.open(key, 0, 1).bytes().close();
        return headed(Response.empty(304), key, tag);
      }
      Optional<ByteRange> range =
          request
              .header("Range")
              // RFC 9110, 14.2: ignored with any method but GET.
              .filter(sent -> !request.isHead())
              .filter(sent -> request.header("If-Range").map(tag::equals).orElse(true))
              .flatMap(ByteRange::parse);
      Response answer = range.isEmpty() ? whole(key, source) : part(key, range.get(), source);
      // A refused range is not what the link stands for: no cache may keep it.
      return answer.status() == 416
          ? answer.withHeader("Cache-Control", "no-store")
          : headed(answer, key, tag);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Response whole(String key, Picture.Source source) throws IOException {
    Picture picture = source.open(key, 0, 0);
    return Response.stream(200, picture.contentType(), new Body(picture, picture.size()));
  }

  private static Response part(String key, ByteRange range, Picture.Source source)
      throws IOException {
    // Where the last bytes begin, only the size tells.
    long asked = range.last() == Long.MAX_VALUE ? 0 : range.last() - range.first() + 1;
    Picture picture =
        range.isFromEnd() ? source.open(key, 0, 1) : source.open(key, range.first(), asked);
    long size = picture.size();
    if (!range.fits(size)) {
      picture.bytes().close();
      return Response.empty(416).withHeader("Content-Range", "bytes */" + size);
    }
    long start = range.start(size);
    long length = range.length(size);
    if (range.isFromEnd()) {
      picture.bytes().close();
      picture = source.open(key, start, length);
    }
    return Response.stream(206, picture.contentType(), new Body(picture, length))
        .withHeader("Content-Range", "bytes " + start + "-" + (start + length - 1) + "/" + size);
  }

  private static Response headed(Response response, String key, String tag) {
    return response
        .withHeader("ETag", tag)
        .withHeader("Accept-Ranges", "bytes")
        .withHeader("Cache-Control", "public, max-age=31536000, immutable")
        .withHeader("Content-Security-Policy", "sandbox; default-src 'none'")
        .withHeader("Content-Disposition", "inline; filename=\"" + key + "\"")
        // Pages of any origin may show it, as pictures are shown.
        .withHeader("Cross-Origin-Resource-Policy", "cross-origin");
  }

  /** RFC 9110, 13.1.2: weak comparison. */
  private static boolean isAmong(String tag, String sent) {
    for (String one : com.google.common.base.Splitter.on(',').trimResults().split(sent)) {
      if (one.equals("*") || one.equals(tag) || one.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }

  private record Body(Picture picture, long length) implements Response.Stream {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      byte[] piece = new byte[PIECE];
      long rest = length;
      while (rest > 0) {
        int read = picture.bytes().read(piece, 0, (int) Math.min(piece.length, rest));
        if (read < 0) {
          throw new EOFException("The picture ended early");
        }
        out.write(piece, 0, read);
        rest -= read;
      }
    }

    @Override
    public void close() {
      try {
        picture.bytes().close();
      } catch (IOException unread) {
        // Nobody reads it any more.
      }
    }
  }
}
