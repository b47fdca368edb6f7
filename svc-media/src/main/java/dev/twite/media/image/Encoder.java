package dev.twite.media.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;

/** Writes pixels anew, and nothing but pixels. */
final class Encoder {
  private Encoder() {}

  static void jpeg(BufferedImage image, float quality, Path to) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(quality);
    write(writer, param, image, to);
  }

  static void png(BufferedImage image, Path to) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    write(writer, writer.getDefaultWriteParam(), image, to);
  }

  private static void write(ImageWriter writer, ImageWriteParam param, BufferedImage image, Path to)
      throws IOException {
    try (FileImageOutputStream out = new FileImageOutputStream(to.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
  }
}
