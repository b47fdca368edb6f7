package dev.twite.media.image;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Brings pixels into one form, turns them and makes them smaller. */
final class Pixels {
  private Pixels() {}

  /** As sRGB with 8 bits a sample; with an alpha channel only when something shows through. */
  static BufferedImage toRgb(BufferedImage image) {
    ColorModel model = image.getColorModel();
    BufferedImage rgb;
    if (model instanceof IndexColorModel || !isSpecial(model)) {
      rgb = drawn(image, model.hasAlpha());
    } else {
      rgb = copied(image.getRaster(), model);
    }
    return rgb.getColorModel().hasAlpha() && isOpaque(rgb) ? drawn(rgb, false) : rgb;
  }

  // Java takes grey to be linear light and would brighten it; 16 bits it converts slowly.
  private static boolean isSpecial(ColorModel model) {
    return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY || model.getComponentSize(0) > 8;
  }

  private static BufferedImage drawn(BufferedImage image, boolean alpha) {
    BufferedImage rgb = blank(image.getWidth(), image.getHeight(), alpha);
    Graphics2D graphics = rgb.createGraphics();
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return rgb;
  }

  private static BufferedImage copied(Raster raster, ColorModel model) {
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    int shift = Math.max(0, model.getComponentSize(0) - 8);
    boolean alpha = model.hasAlpha();
    boolean grey = bands <= 2;
    BufferedImage rgb = blank(width, raster.getHeight(), alpha);
    int[] samples = new int[bands * width];
    int[] row = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, samples);
      for (int x = 0; x < width; x++) {
        int at = x * bands;
        int red = samples[at] >> shift;
        int green = grey ? red : samples[at + 1] >> shift;
        int blue = grey ? red : samples[at + 2] >> shift;
        int opacity = alpha ? samples[at + bands - 1] >> shift : 255;
        row[x] = opacity << 24 | red << 16 | green << 8 | blue;
      }
      rgb.setRGB(0, y, width, 1, row, 0, width);
    }
    return rgb;
  }

  private static boolean isOpaque(BufferedImage image) {
    int width = image.getWidth();
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int pixel : row) {
        if (pixel >>> 24 != 255) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Upright.
   *
   * @param orientation as in EXIF, 1 to 8
   */
  static BufferedImage upright(BufferedImage image, int orientation) {
    if (orientation == 1) {
      return image;
    }
    int width = image.getWidth();
    int height = image.getHeight();
    boolean turned = orientation >= 5;
    BufferedImage result =
        blank(turned ? height : width, turned ? width : height, image.getColorModel().hasAlpha());
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int mirroredX = width - 1 - x;
        int mirroredY = height - 1 - y;
        switch (orientation) {
          case 2 -> result.setRGB(mirroredX, y, row[x]);
          case 3 -> result.setRGB(mirroredX, mirroredY, row[x]);
          case 4 -> result.setRGB(x, mirroredY, row[x]);
          case 5 -> result.setRGB(y, x, row[x]);
          case 6 -> result.setRGB(mirroredY, x, row[x]);
          case 7 -> result.setRGB(mirroredY, mirroredX, row[x]);
          default -> result.setRGB(y, mirroredX, row[x]);
        }
      }
    }
    return result;
  }

  /**
   * At most {@code side} pixels a side; the same when it is no larger. By halves, then the rest.
   */
  static BufferedImage fit(BufferedImage image, int side) {
    BufferedImage now = image;
    int longest = Math.max(now.getWidth(), now.getHeight());
    while (longest > side) {
      double factor = Math.max(0.5, (double) side / longest);
      now =
          scaled(
              now,
              Math.max(1, (int) Math.round(now.getWidth() * factor)),
              Math.max(1, (int) Math.round(now.getHeight() * factor)));
      longest = Math.max(now.getWidth(), now.getHeight());
    }
    return now;
  }

  static BufferedImage scaled(BufferedImage image, int width, int height) {
    BufferedImage result = blank(width, height, image.getColorModel().hasAlpha());
    Graphics2D graphics = result.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return result;
  }

  static BufferedImage blank(int width, int height, boolean alpha) {
    return new BufferedImage(
        width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
  }
}
