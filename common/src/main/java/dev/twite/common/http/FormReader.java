package dev.twite.common.http;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import io.grpc.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;

/**
 * Reads a {@code multipart/form-data} body piece by piece. The next piece is read when the last one
 * has been dealt with: the sender goes as fast as whoever takes it.
 */
final class FormReader {
  private static final String TYPE = "multipart/form-data";
  private static final int PIECE = 64 << 10;
  private static final int MAX_FIELD = 16 << 10;
  private static final int MAX_HEADERS = 4 << 10;
  private static final int MAX_PARTS = 10;
  private static final int MAX_BOUNDARY = 70;

  private final String boundary;
  private final long maxBytes;
  private final FormParts parts;
  private TwiteException refused;
  private boolean complete;

  FormReader(String contentType, long maxBytes, FormParts parts) {
    this.maxBytes = maxBytes;
    this.parts = parts;
    if (!contentType.toLowerCase(Locale.ROOT).startsWith(TYPE)) {
      throw TwiteException.of(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the file in a form, as " + TYPE);
    }
    String found = boundaryOf(contentType);
    if (found == null || found.isEmpty() || found.length() > MAX_BOUNDARY) {
      throw malformed();
    }
    this.boundary = found;
  }

  private static String boundaryOf(String contentType) {
    try {
      return MultiPart.extractBoundary(contentType);
    } catch (IllegalArgumentException unreadable) {
      throw malformed();
    }
  }

  /**
   * @param pace that the sender has to keep
   */
  void read(InputStream in, Pace pace) throws IOException {
    MultiPart.Parser parser = new MultiPart.Parser(boundary, new Listener());
    parser.setPartHeadersMaxLength(MAX_HEADERS);
    parser.setMaxParts(MAX_PARTS);
    byte[] piece = new byte[PIECE];
    long total = 0;
    int length;
    while ((length = next(in, piece, pace)) >= 0) {
      total += length;
      if (total > maxBytes) {
        throw TwiteException.of(
            ErrorCode.BODY_TOO_LARGE, "The body is larger than " + maxBytes + " bytes");
      }
      if (Context.current().isCancelled() || pace.isLost(System.nanoTime())) {
        throw TwiteException.of(ErrorCode.DEADLINE_EXCEEDED, "The body took too long to come");
      }
      feed(parser, Content.Chunk.from(ByteBuffer.wrap(piece, 0, length), false));
    }
    feed(parser, Content.Chunk.EOF);
    if (!complete) {
      throw malformed();
    }
  }

  private static int next(InputStream in, byte[] piece, Pace pace) throws IOException {
    pace.waits(System.nanoTime());
    int length = in.read(piece);
    pace.passed(Math.max(0, length), System.nanoTime());
    return length;
  }

  private void feed(MultiPart.Parser parser, Content.Chunk chunk) {
    parser.parse(chunk);
    if (refused != null) {
      throw refused;
    }
  }

  private static TwiteException malformed() {
    return TwiteException.of(ErrorCode.INVALID_REQUEST, "The body is no well-formed form");
  }

  // The parser logs what a listener throws and goes on, so nothing is thrown here.
  private final class Listener extends MultiPart.AbstractPartsListener {
    private final ByteArrayOutputStream field = new ByteArrayOutputStream();
    private final Set<String> files = new HashSet<>();

    @Override
    public void onPartContent(Content.Chunk chunk) {
      ByteBuffer content = chunk.getByteBuffer();
      byte[] piece = new byte[content.remaining()];
      content.get(piece);
      if (getFileName() != null && files.contains(nameOf(getName()))) {
        refuse(twice(nameOf(getName())));
      } else if (getFileName() != null) {
        guarded(() -> parts.file(nameOf(getName()), piece));
      } else if (field.size() + piece.length > MAX_FIELD) {
        refuse(TwiteException.invalid(nameOf(getName()), "too_long", "Has more than 16 KiB"));
      } else {
        field.writeBytes(piece);
      }
    }

    @Override
    public void onPart(String name, String fileName, HttpFields headers) {
      if (fileName == null) {
        String value = field.toString(StandardCharsets.UTF_8);
        field.reset();
        guarded(() -> parts.field(nameOf(name), value));
      } else if (files.add(nameOf(name))) {
        guarded(() -> parts.file(nameOf(name), new byte[0]));
      } else {
        refuse(twice(nameOf(name)));
      }
    }

    private static TwiteException twice(String name) {
      return TwiteException.invalid(name, "too_many", "Is there twice; send one file");
    }

    @Override
    public void onComplete() {
      complete = true;
    }

    @Override
    public void onFailure(Throwable failure) {
      refuse(malformed());
    }

    private void guarded(Runnable part) {
      if (refused == null) {
        try {
          part.run();
        } catch (RuntimeException thrown) {
          refuse(dev.twite.common.grpc.GrpcErrors.toError(thrown));
        }
      }
    }

    private void refuse(TwiteException why) {
      if (refused == null) {
        refused = why;
      }
    }

    private static String nameOf(String name) {
      return name == null ? "" : name;
    }
  }
}
