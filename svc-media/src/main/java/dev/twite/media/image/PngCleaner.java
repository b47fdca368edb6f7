package dev.twite.media.image;

import com.google.common.io.ByteStreams;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;

/** PNG (ISO/IEC 15948): the chunks without which no pixel has a colour. An APNG stands still. */
final class PngCleaner implements Cleaner.Format {
  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int IHDR = 0x49484452;
  private static final int PLTE = 0x504c5445;
  private static final int TRNS = 0x74524e53;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;
  private static final int EXIF = 0x65584966;
  private static final int ANCILLARY = 1 << 29;
  private static final int MAX_EXIF = 64 << 10;
  private static final int MAX_PALETTE = 3 * 256;

  private final byte[] buffer = new byte[32 << 10];
  private int width;
  private int height;
  private int orientation = 1;
  private boolean pixels;

  @Override
  public Outline copy(DataInputStream in, DataOutputStream out) throws IOException {
    in.readLong();
    out.writeLong(SIGNATURE);
    int type;
    do {
      long length = Integer.toUnsignedLong(in.readInt());
      type = in.readInt();
      if (width == 0 && (type != IHDR || length != 13)) {
        throw Refusal.broken("The picture is damaged: no header");
      }
      chunk(type, length, in, out);
    } while (type != IEND);
    if (!pixels) {
      throw Refusal.broken("The picture has no pixels");
    }
    return Outline.of(PictureType.PNG, width, height, orientation);
  }

  private void chunk(int type, long length, DataInputStream in, DataOutputStream out)
      throws IOException {
    switch (type) {
      case IHDR -> {
        if (width != 0) {
          throw Refusal.broken("The picture is damaged: two headers");
        }
        header(in, out);
      }
      case PLTE, TRNS -> {
        if (length > MAX_PALETTE) {
          throw Refusal.broken("The picture is damaged: its palette");
        }
        keep(type, length, in, out);
      }
      case IDAT -> {
        pixels = true;
        keep(type, length, in, out);
      }
      case IEND -> {
        out.writeInt(0);
        out.writeInt(IEND);
        out.writeInt((int) crc(IEND).getValue());
      }
      case EXIF -> {
        if (length > MAX_EXIF) {
          skip(length, in);
        } else {
          byte[] content = new byte[(int) length];
          in.readFully(content);
          in.readInt();
          orientation = Exif.orientation(content);
        }
      }
      default -> {
        if ((type & ANCILLARY) == 0) {
          throw Refusal.broken("The picture is damaged: an unknown chunk that it needs");
        }
        skip(length, in);
      }
    }
  }

  private void header(DataInputStream in, DataOutputStream out) throws IOException {
    byte[] content = new byte[13];
    in.readFully(content);
    java.nio.ByteBuffer fields = java.nio.ByteBuffer.wrap(content);
    long columns = Integer.toUnsignedLong(fields.getInt());
    long rows = Integer.toUnsignedLong(fields.getInt());
    Outline.checkSize(columns, rows);
    width = (int) columns;
    height = (int) rows;
    CRC32 crc = crc(IHDR);
    crc.update(content);
    check(crc, in);
    out.writeInt(content.length);
    out.writeInt(IHDR);
    out.write(content);
    out.writeInt((int) crc.getValue());
  }

  private void keep(int type, long length, DataInputStream in, DataOutputStream out)
      throws IOException {
    out.writeInt((int) length);
    out.writeInt(type);
    CRC32 crc = crc(type);
    long rest = length;
    while (rest > 0) {
      int piece = (int) Math.min(rest, buffer.length);
      in.readFully(buffer, 0, piece);
      crc.update(buffer, 0, piece);
      out.write(buffer, 0, piece);
      rest -= piece;
    }
    check(crc, in);
    out.writeInt((int) crc.getValue());
  }

  private static void check(CRC32 crc, DataInputStream in) throws IOException {
    if (in.readInt() != (int) crc.getValue()) {
      throw Refusal.broken("The picture is damaged: a checksum is wrong");
    }
  }

  private static void skip(long length, DataInputStream in) throws IOException {
    // And its checksum.
    ByteStreams.skipFully(in, length + 4);
  }

  private static CRC32 crc(int type) {
    CRC32 crc = new CRC32();
    for (int shift = 24; shift >= 0; shift -= 8) {
      crc.update(type >>> shift);
    }
    return crc;
  }
}
