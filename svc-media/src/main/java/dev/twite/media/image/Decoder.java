package dev.twite.media.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/**
 * Pixels of a cleaned picture as sRGB, 8 bits a sample, at most {@link #MAX_SIDE} a side: a larger
 * one is decoded at a half, a third, and so on, which costs the memory of what comes out.
 */
final class Decoder {
  static final int MAX_SIDE = 4_096;

  private Decoder() {}

  /** How many pixels a side become one. */
  static int reduction(Outline outline) {
    int side = Math.max(outline.width(), outline.height());
    return (side + MAX_SIDE - 1) / MAX_SIDE;
  }

  /** Bytes that decoding and turning takes, about. */
  static long memory(Outline outline) {
    long pixels = (long) outline.width() * outline.height();
    long reduced = pixels / ((long) reduction(outline) * reduction(outline));
    // The WebP reader holds planes and samples of all of it; PNG may have 16 bits a sample.
    return reduced * 12 + (outline.type() == PictureType.WEBP ? pixels * 6 : 0);
  }

  /** The picture, or the first frame of an animation on its canvas; not yet turned. */
  static BufferedImage decode(Outline outline, Path cleaned) throws IOException {
    ImageReader reader = reader(outline.type());
    try (FileImageInputStream in = new FileImageInputStream(cleaned.toFile())) {
      reader.setInput(in, false, true);
      if (outline.type() == PictureType.GIF) {
        return GifFrames.first(reader, outline);
      }
      ImageReadParam param = reader.getDefaultReadParam();
      int reduction = reduction(outline);
      param.setSourceSubsampling(reduction, reduction, 0, 0);
      if (outline.type() == PictureType.JPEG && JpegColours.areInk(reader)) {
        return JpegColours.read(reader, param);
      }
      return Pixels.toRgb(reader.read(0, param));
    } finally {
      reader.dispose();
    }
  }

  static ImageReader reader(PictureType type) throws IOException {
    if (type == PictureType.WEBP) {
      return new WebPImageReaderSpi().createReaderInstance(null);
    }
    // Of the JDK, also where another library brings readers of its own.
    String format = type.name();
    var readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getName().startsWith("com.sun.imageio.")) {
        return reader;
      }
    }
    throw new IllegalStateException("This Java has no reader for " + format);
  }
}
