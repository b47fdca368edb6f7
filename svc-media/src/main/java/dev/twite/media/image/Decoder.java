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

  /**
   * How many pixels a side become one: so many that what comes out is not too large for anybody,
   * and what it takes on the way not for us.
   *
   * @param most bytes that there are for it
   * @throws dev.twite.common.error.TwiteException BODY_TOO_LARGE
   */
  static int reduction(Outline outline, long most) {
    int side = Math.max(outline.width(), outline.height());
    int reduction = (side + MAX_SIDE - 1) / MAX_SIDE;
    while (memory(outline, reduction) > most) {
      reduction++;
      if (reduction > side) {
        throw Refusal.tooLarge("The picture has more pixels than this server can decode");
      }
    }
    return reduction;
  }

  /** Bytes that decoding and turning takes, about. */
  static long memory(Outline outline, int reduction) {
    long pixels = (long) outline.width() * outline.height();
    long reduced = pixels / ((long) reduction * reduction);
    // The readers of WebP and GIF hold all of it besides, and so does libjpeg of some.
    long whole =
        switch (outline.type()) {
          case WEBP -> pixels * 6;
          case GIF -> pixels * 2;
          case JPEG -> outline.buffered();
          case PNG -> 0;
        };
    // PNG may have 16 bits a sample: twice what is copied of it, and once more without its alpha.
    return reduced * (outline.type() == PictureType.PNG ? 20 : 12) + whole;
  }

  /** The picture, or the first frame of an animation on its canvas; not yet turned. */
  static BufferedImage decode(Outline outline, int reduction, Path cleaned) throws IOException {
    ImageReader reader = reader(outline.type());
    try (FileImageInputStream in = new FileImageInputStream(cleaned.toFile())) {
      reader.setInput(in, false, true);
      Caller.watch(reader);
      if (outline.type() == PictureType.GIF) {
        return GifFrames.first(reader, outline, reduction);
      }
      ImageReadParam param = reader.getDefaultReadParam();
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
