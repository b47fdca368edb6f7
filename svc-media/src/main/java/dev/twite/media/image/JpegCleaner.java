package dev.twite.media.image;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JPEG (ITU-T T.81, annex B): baseline, extended and progressive with 8 bits a sample. */
final class JpegCleaner implements Cleaner.Format {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int PROGRESSIVE = 0xc2;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;

  private static final int BLOCK = 8;

  /** Of a frame header before its components, and of each. */
  private static final int FRAME_HEAD = 6;

  private static final int FRAME_COMPONENT = 3;

  /** Each scan of a progressive picture walks over all of it; encoders make about ten. */
  private static final int MAX_SCANS = 64;

  private static final byte[] JFIF = {'J', 'F', 'I', 'F', 0};
  private static final byte[] PLAIN_JFIF = {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
  private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
  private static final int ADOBE_LENGTH = 12;

  private int width;
  private int height;
  private int orientation = 1;
  private int scans;
  private boolean progressive;
  private long coefficients;

  @Override
  public Outline copy(DataInputStream in, DataOutputStream out) throws IOException {
    in.readUnsignedShort();
    out.writeShort(0xff00 | SOI);
    int marker = nextMarker(in);
    while (marker != EOI) {
      marker = segment(marker, in, out);
    }
    if (scans == 0) {
      throw Refusal.broken("The picture has no pixels");
    }
    out.writeShort(0xff00 | EOI);
    return new Outline(
        PictureType.JPEG,
        width,
        height,
        orientation,
        GifAnimation.NONE,
        progressive || scans > 1 ? coefficients : 0);
  }

  /** Returns the marker after the segment. */
  private int segment(int marker, DataInputStream in, DataOutputStream out) throws IOException {
    if (marker < 0xc0 || marker == SOI || (marker >= 0xd0 && marker <= 0xd7)) {
      throw Refusal.broken("The picture is damaged: a marker out of place");
    }
    int length = in.readUnsignedShort() - 2;
    if (length < 0) {
      throw Refusal.broken("The picture is damaged: a segment without length");
    }
    byte[] content = new byte[length];
    in.readFully(content);
    switch (marker) {
      case 0xc0, 0xc1 -> frame(content);
      case PROGRESSIVE -> {
        progressive = true;
        frame(content);
      }
      case 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf ->
          throw Refusal.unsupported("Lossless, hierarchical and arithmetic JPEG are not taken");
      case APP1 -> {
        if (startsWith(content, EXIF)) {
          orientation = Exif.orientation(Arrays.copyOfRange(content, EXIF.length, length));
        }
      }
      default -> {}
    }
    byte[] kept = kept(marker, content);
    if (kept.length > 0) {
      out.writeShort(0xff00 | marker);
      out.writeShort(kept.length + 2);
      out.write(kept);
    }
    return marker == SOS ? scan(in, out) : nextMarker(in);
  }

  /** What stays of a segment; empty when nothing does. */
  private byte[] kept(int marker, byte[] content) {
    return switch (marker) {
      // Frame, Huffman tables, scan, quantisation tables, restart interval.
      case 0xc0, 0xc1, 0xc2, 0xc4, SOS, 0xdb, 0xdd -> content;
      // Both say how colours are meant; the rest of them, a thumbnail, goes.
      case APP0 -> startsWith(content, JFIF) ? PLAIN_JFIF : new byte[0];
      case APP14 ->
          startsWith(content, ADOBE) && content.length >= ADOBE_LENGTH
              ? Arrays.copyOf(content, ADOBE_LENGTH)
              : new byte[0];
      default -> new byte[0];
    };
  }

  private void frame(byte[] content) {
    if (content.length < 6 || width != 0) {
      throw Refusal.broken("The picture is damaged: its frame header");
    }
    if (content[0] != 8) {
      throw Refusal.unsupported("JPEG of other than 8 bits a sample is not taken");
    }
    int rows = unsignedShort(content, 1);
    int columns = unsignedShort(content, 3);
    Outline.checkSize(columns, rows);
    int components = content[5];
    if (components != 1 && components != 3 && components != 4) {
      throw Refusal.broken("The picture is damaged: its number of colours");
    }
    height = rows;
    width = columns;
    coefficients = coefficientsOf(content, components);
  }

  /**
   * Bytes of all coefficients, 16 bits each. Of a picture in several scans libjpeg keeps them until
   * the last one has come, outside of the heap.
   */
  private long coefficientsOf(byte[] frame, int components) {
    if (frame.length < FRAME_HEAD + FRAME_COMPONENT * components) {
      throw Refusal.broken("The picture is damaged: its frame header");
    }
    long widest = 1;
    long highest = 1;
    long area = 0;
    for (int i = 0; i < components; i++) {
      int sampling = frame[FRAME_HEAD + FRAME_COMPONENT * i + 1] & 0xff;
      widest = Math.max(widest, sampling >> 4);
      highest = Math.max(highest, sampling & 15);
      area += (long) (sampling >> 4) * (sampling & 15);
    }
    long blocksX = (width + BLOCK * widest - 1) / (BLOCK * widest);
    long blocksY = (height + BLOCK * highest - 1) / (BLOCK * highest);
    return 2 * blocksX * blocksY * BLOCK * BLOCK * area;
  }

  // Compressed data go on until a marker that is no restart.
  private int scan(DataInputStream in, DataOutputStream out) throws IOException {
    if (width == 0) {
      throw Refusal.broken("The picture is damaged: no frame header");
    }
    if (++scans > MAX_SCANS) {
      throw Refusal.broken("The picture has more than " + MAX_SCANS + " scans");
    }
    while (true) {
      int one = in.readUnsignedByte();
      if (one != 0xff) {
        out.writeByte(one);
        continue;
      }
      int next = in.readUnsignedByte();
      while (next == 0xff) {
        next = in.readUnsignedByte();
      }
      if (next != 0 && (next < 0xd0 || next > 0xd7)) {
        return next;
      }
      out.writeShort(0xff00 | next);
    }
  }

  private static int nextMarker(DataInputStream in) throws IOException {
    if (in.readUnsignedByte() != 0xff) {
      throw Refusal.broken("The picture is damaged: no marker where one belongs");
    }
    int marker = in.readUnsignedByte();
    while (marker == 0xff) {
      marker = in.readUnsignedByte();
    }
    return marker;
  }

  private static boolean startsWith(byte[] content, byte[] start) {
    return content.length >= start.length
        && Arrays.equals(content, 0, start.length, start, 0, start.length);
  }

  private static int unsignedShort(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }
}
