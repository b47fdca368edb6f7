package dev.twite.media.image;

import com.google.common.io.ByteStreams;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** WebP (RFC 9649): one still picture, lossy or lossless, with its transparency. */
final class WebpCleaner implements Cleaner.Format {
  private static final int RIFF = 0x52494646;
  private static final int WEBP = 0x57454250;
  private static final int VP8 = 0x56503820;
  private static final int VP8L = 0x5650384c;
  private static final int VP8X = 0x56503858;
  private static final int ALPH = 0x414c5048;
  private static final int EXIF = 0x45584946;
  private static final int ANIM = 0x414e494d;
  private static final int ANMF = 0x414e4d46;
  private static final int MOVES = 0x02;
  private static final int ALPHA = 0x10;
  private static final int MAX_EXIF = 64 << 10;

  /** An upload's limit holds for what is kept in memory here too: at most 10 MiB. */
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(64 << 10);

  private final DataOutputStream keep = new DataOutputStream(kept);
  private int width;
  private int height;
  private int orientation = 1;
  private boolean pixels;

  @Override
  public Outline copy(DataInputStream in, DataOutputStream out) throws IOException {
    in.readInt();
    long rest = unsignedInt(in) - 4;
    in.readInt();
    while (rest >= 8) {
      int type = in.readInt();
      long length = unsignedInt(in);
      long padded = length + (length & 1);
      rest -= 8 + padded;
      if (rest < 0) {
        throw Refusal.broken("The picture is damaged: a chunk past its end");
      }
      chunk(type, (int) length, (int) (padded - length), in);
    }
    if (!pixels) {
      throw Refusal.broken("The picture has no pixels");
    }
    out.writeInt(RIFF);
    out.writeInt(Integer.reverseBytes(kept.size() + 4));
    out.writeInt(WEBP);
    kept.writeTo(out);
    return Outline.of(PictureType.WEBP, width, height, orientation);
  }

  private void chunk(int type, int length, int padding, DataInputStream in) throws IOException {
    switch (type) {
      case VP8X -> {
        byte[] content = read(in, length, 10);
        if ((content[0] & MOVES) != 0) {
          throw Refusal.unsupported("Animated WebP is not taken; send it as a GIF");
        }
        size(1 + unsigned24(content, 4), 1 + unsigned24(content, 7));
        content[0] &= ALPHA;
        write(type, content);
      }
      case ANIM, ANMF -> throw Refusal.unsupported("Animated WebP is not taken; send it as a GIF");
      case VP8 -> {
        byte[] content = read(in, length, 10);
        if ((content[0] & 1) != 0 || unsigned24(content, 3) != 0x2a019d) {
          throw Refusal.broken("The picture is damaged: no key frame");
        }
        frame(unsigned16(content, 6) & 0x3fff, unsigned16(content, 8) & 0x3fff);
        write(type, content);
      }
      case VP8L -> {
        byte[] content = read(in, length, 5);
        if (content[0] != 0x2f) {
          throw Refusal.broken("The picture is damaged: its header");
        }
        int bits = unsigned16(content, 1) | unsigned16(content, 3) << 16;
        frame(1 + (bits & 0x3fff), 1 + (bits >>> 14 & 0x3fff));
        write(type, content);
      }
      case ALPH -> write(type, read(in, length, 1));
      case EXIF -> {
        if (length > MAX_EXIF) {
          ByteStreams.skipFully(in, length);
        } else {
          orientation = Exif.orientation(withoutPrefix(read(in, length, 0)));
        }
      }
      default -> ByteStreams.skipFully(in, length);
    }
    ByteStreams.skipFully(in, padding);
  }

  private void size(int columns, int rows) {
    Outline.checkSize(columns, rows);
    if (width != 0) {
      throw Refusal.broken("The picture is damaged: two headers");
    }
    width = columns;
    height = rows;
  }

  // A decoder believes the frame, not the header before it.
  private void frame(int columns, int rows) {
    if (pixels) {
      throw Refusal.broken("The picture is damaged: two frames");
    }
    if (width == 0) {
      size(columns, rows);
    } else if (columns != width || rows != height) {
      throw Refusal.broken("The picture is damaged: it has two sizes");
    }
    pixels = true;
  }

  private void write(int type, byte[] content) throws IOException {
    keep.writeInt(type);
    keep.writeInt(Integer.reverseBytes(content.length));
    keep.write(content);
    if ((content.length & 1) == 1) {
      keep.writeByte(0);
    }
  }

  // In pieces: a length that is a lie must not cost its memory.
  private static byte[] read(DataInputStream in, int length, int least) throws IOException {
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new java.io.EOFException();
    }
    if (length < least) {
      throw Refusal.broken("The picture is damaged: a chunk is too short");
    }
    return content;
  }

  // Some write the prefix that only JPEG needs.
  private static byte[] withoutPrefix(byte[] exif) {
    boolean prefixed = exif.length > 6 && exif[0] == 'E' && exif[1] == 'x';
    return prefixed ? java.util.Arrays.copyOfRange(exif, 6, exif.length) : exif;
  }

  private static long unsignedInt(DataInputStream in) throws IOException {
    long value = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
    if (value > Integer.MAX_VALUE - 16) {
      throw Refusal.broken("The picture is damaged: a length");
    }
    return value;
  }

  private static int unsigned16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
  }

  private static int unsigned24(byte[] bytes, int at) {
    return unsigned16(bytes, at) | (bytes[at + 2] & 0xff) << 16;
  }
}
