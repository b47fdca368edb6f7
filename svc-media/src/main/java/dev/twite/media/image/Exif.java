package dev.twite.media.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the one thing of EXIF that matters here: which way up (CIPA DC-008, 4.6.4, tag 0x0112). */
final class Exif {
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;
  private static final int UPRIGHT = 1;

  private Exif() {}

  /**
   * @param tiff from its byte order mark on
   * @return 1 to 8; 1 when it does not say, or can't be read
   */
  static int orientation(byte[] tiff) {
    try {
      ByteBuffer in = ByteBuffer.wrap(tiff);
      int order = in.getShort();
      if (order == 0x4949) {
        in.order(ByteOrder.LITTLE_ENDIAN);
      } else if (order != 0x4d4d) {
        return UPRIGHT;
      }
      if (in.getShort() != 42) {
        return UPRIGHT;
      }
      in.position(in.getInt());
      int entries = Short.toUnsignedInt(in.getShort());
      for (int i = 0; i < entries; i++) {
        int tag = Short.toUnsignedInt(in.getShort());
        int type = in.getShort();
        int count = in.getInt();
        int value = Short.toUnsignedInt(in.getShort());
        in.getShort();
        if (tag == ORIENTATION && type == SHORT && count == 1) {
          return value >= 1 && value <= 8 ? value : UPRIGHT;
        }
      }
      return UPRIGHT;
    } catch (BufferUnderflowException | IllegalArgumentException malformed) {
      return UPRIGHT;
    }
  }
}
