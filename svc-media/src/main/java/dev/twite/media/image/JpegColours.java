package dev.twite.media.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** JPEGs in printing inks (CMYK, or YCCK as Adobe writes it), which the JDK reads as they are. */
final class JpegColours {
  private static final int ADOBE_YCCK = 2;

  private JpegColours() {}

  static boolean areInk(ImageReader reader) throws IOException {
    return components((ImageInputStream) reader.getInput()) == 4;
  }

  static BufferedImage read(ImageReader reader, ImageReadParam param) throws IOException {
    ImageInputStream in = (ImageInputStream) reader.getInput();
    int transform = adobeTransform(in);
    Raster inks = reader.readRaster(0, param);
    if (inks.getNumBands() != 4) {
      throw new IIOException("Four inks were announced");
    }
    int width = inks.getWidth();
    BufferedImage rgb = new BufferedImage(width, inks.getHeight(), BufferedImage.TYPE_INT_RGB);
    int[] samples = new int[4 * width];
    int[] row = new int[width];
    for (int y = 0; y < inks.getHeight(); y++) {
      inks.getPixels(0, y, width, 1, samples);
      for (int x = 0; x < width; x++) {
        row[x] = colour(samples, 4 * x, transform);
      }
      rgb.setRGB(0, y, width, 1, row, 0, width);
    }
    return rgb;
  }

  /** Adobe stores inks inverted: 255 is none. Without its marker they are as they are named. */
  private static int colour(int[] samples, int at, int transform) {
    int cyan = samples[at];
    int magenta = samples[at + 1];
    int yellow = samples[at + 2];
    int black = samples[at + 3];
    if (transform == ADOBE_YCCK) {
      double luma = cyan;
      double blue = magenta - 128;
      double red = yellow - 128;
      cyan = clamp(luma + 1.402 * red);
      magenta = clamp(luma - 0.344136 * blue - 0.714136 * red);
      yellow = clamp(luma + 1.772 * blue);
    }
    if (transform < 0) {
      cyan = 255 - cyan;
      magenta = 255 - magenta;
      yellow = 255 - yellow;
      black = 255 - black;
    }
    return (cyan * black / 255) << 16 | (magenta * black / 255) << 8 | yellow * black / 255;
  }

  private static int clamp(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }

  /** 0 to 2; -1 without Adobe's marker. */
  private static int adobeTransform(ImageInputStream in) throws IOException {
    byte[] content = segment(in, 0xee, 0xee);
    return content.length < 12 ? -1 : content[11] & 0xff;
  }

  private static int components(ImageInputStream in) throws IOException {
    byte[] content = segment(in, 0xc0, 0xc2);
    return content.length < 6 ? 0 : content[5];
  }

  // Of a cleaned picture: nothing but whole segments stands before its frame and its scan.
  private static byte[] segment(ImageInputStream in, int from, int to) throws IOException {
    in.mark();
    try {
      in.readUnsignedShort();
      while (true) {
        int marker = in.readUnsignedShort() & 0xff;
        byte[] content = new byte[in.readUnsignedShort() - 2];
        in.readFully(content);
        if (marker >= from && marker <= to) {
          return content;
        }
        if (marker == 0xda) {
          return new byte[0];
        }
      }
    } finally {
      in.reset();
    }
  }
}
