package dev.twite.media.image;

import com.google.common.io.ByteStreams;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** GIF (CompuServe's 89a): frames, their colours and times, and how often they start again. */
final class GifCleaner implements Cleaner.Format {
  static final int MAX_FRAMES = 1_000;

  /** Frames times pixels of the canvas: what a viewer has to draw, and we to decode. */
  static final long MAX_DRAWN = 75_000_000;

  private static final int MAX_MOVING_SIDE = 4_096;
  private static final int IMAGE = 0x2c;
  private static final int EXTENSION = 0x21;
  private static final int TRAILER = 0x3b;
  private static final int CONTROL = 0xf9;
  private static final int APPLICATION = 0xff;

  private final List<GifAnimation.Frame> frames = new ArrayList<>();
  private int width;
  private int height;
  private int loops = -1;
  private byte[] control = new byte[4];

  @Override
  public Outline copy(DataInputStream in, DataOutputStream out) throws IOException {
    ByteStreams.skipFully(in, 6);
    out.write("GIF89a".getBytes(StandardCharsets.US_ASCII));
    width = unsigned16(in);
    height = unsigned16(in);
    Outline.checkSize(width, height);
    write16(out, width);
    write16(out, height);
    int packed = in.readUnsignedByte();
    out.writeByte(packed);
    out.writeByte(in.readUnsignedByte());
    out.writeByte(0);
    in.readUnsignedByte();
    colours(packed, in, out);
    int block = in.readUnsignedByte();
    while (block != TRAILER) {
      switch (block) {
        case IMAGE -> frame(in, out);
        case EXTENSION -> extension(in);
        default -> throw Refusal.broken("The picture is damaged: an unknown block");
      }
      block = in.readUnsignedByte();
    }
    if (frames.isEmpty()) {
      throw Refusal.broken("The picture has no pixels");
    }
    out.writeByte(TRAILER);
    return new Outline(PictureType.GIF, width, height, 1, new GifAnimation(frames, loops), 0);
  }

  private void frame(DataInputStream in, DataOutputStream out) throws IOException {
    int left = unsigned16(in);
    int top = unsigned16(in);
    int columns = unsigned16(in);
    int rows = unsigned16(in);
    if (columns == 0 || rows == 0 || left + columns > width || top + rows > height) {
      throw Refusal.broken("The picture is damaged: a frame is not on its canvas");
    }
    int disposal = control[0] >> 2 & 7;
    int delay = (control[1] & 0xff) | (control[2] & 0xff) << 8;
    frames.add(new GifAnimation.Frame(left, top, delay, disposal > 3 ? 0 : disposal));
    checkMotion();
    out.writeByte(EXTENSION);
    out.writeByte(CONTROL);
    out.writeByte(control.length);
    out.write(control);
    out.writeByte(0);
    control = new byte[4];
    out.writeByte(IMAGE);
    write16(out, left);
    write16(out, top);
    write16(out, columns);
    write16(out, rows);
    int packed = in.readUnsignedByte();
    out.writeByte(packed);
    colours(packed, in, out);
    out.writeByte(in.readUnsignedByte());
    int length;
    do {
      length = in.readUnsignedByte();
      out.writeByte(length);
      byte[] piece = new byte[length];
      in.readFully(piece);
      out.write(piece);
    } while (length > 0);
  }

  private void checkMotion() {
    int count = frames.size();
    if (count > MAX_FRAMES || (long) count * width * height > MAX_DRAWN) {
      throw Refusal.tooLarge(
          "At most "
              + MAX_FRAMES
              + " frames, and "
              + MAX_DRAWN / 1_000_000
              + " million pixels in all of them, are taken");
    }
    if (count > 1 && Math.max(width, height) > MAX_MOVING_SIDE) {
      throw Refusal.tooLarge("An animation has at most " + MAX_MOVING_SIDE + " pixels a side");
    }
  }

  private void extension(DataInputStream in) throws IOException {
    int label = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    byte[] first = new byte[length];
    in.readFully(first);
    if (label == CONTROL && length == 4) {
      control = first;
      // User input is waited for by no viewer.
      control[0] &= ~2;
    }
    boolean repeats =
        label == APPLICATION && new String(first, StandardCharsets.US_ASCII).equals("NETSCAPE2.0");
    while (length > 0) {
      length = in.readUnsignedByte();
      byte[] piece = new byte[length];
      in.readFully(piece);
      if (repeats && length == 3 && piece[0] == 1) {
        loops = (piece[1] & 0xff) | (piece[2] & 0xff) << 8;
      }
    }
  }

  private static void colours(int packed, DataInputStream in, DataOutputStream out)
      throws IOException {
    if ((packed & 0x80) != 0) {
      byte[] table = new byte[3 * (2 << (packed & 7))];
      in.readFully(table);
      out.write(table);
    }
  }

  private static int unsigned16(DataInputStream in) throws IOException {
    return Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
  }

  private static void write16(DataOutputStream out, int value) throws IOException {
    out.writeShort(Short.reverseBytes((short) value));
  }
}
