package dev.twite.media.image;

import java.awt.image.BufferedImage;

/**
 * A picture in about 28 characters, to show while it loads (https://blurha.sh, its algorithm; 4 × 3
 * components).
 */
final class Blurhash {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
  private static final int COLUMNS = 4;
  private static final int ROWS = 3;
  private static final int SIDE = 64;

  private Blurhash() {}

  static String of(BufferedImage picture) {
    BufferedImage image = Pixels.fit(picture, SIDE);
    double[][] factors = new double[COLUMNS * ROWS][];
    for (int j = 0; j < ROWS; j++) {
      for (int i = 0; i < COLUMNS; i++) {
        factors[j * COLUMNS + i] = factor(image, i, j);
      }
    }
    double largest = 0;
    for (int i = 1; i < factors.length; i++) {
      for (double value : factors[i]) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    int quantised = (int) Math.max(0, Math.min(82, Math.floor(largest * 166 - 0.5)));
    double scale = (quantised + 1) / 166.0;
    StringBuilder hash = new StringBuilder();
    append(hash, COLUMNS - 1 + (ROWS - 1) * 9, 1);
    append(hash, quantised, 1);
    double[] average = factors[0];
    append(
        hash,
        fromLinear(average[0]) << 16 | fromLinear(average[1]) << 8 | fromLinear(average[2]),
        4);
    for (int i = 1; i < factors.length; i++) {
      int value = 0;
      for (double part : factors[i]) {
        double root = Math.copySign(Math.sqrt(Math.abs(part / scale)), part);
        value = value * 19 + (int) Math.max(0, Math.min(18, Math.floor(root * 9 + 9.5)));
      }
      append(hash, value, 2);
    }
    return hash.toString();
  }

  private static double[] factor(BufferedImage image, int i, int j) {
    int width = image.getWidth();
    int height = image.getHeight();
    double[] sum = new double[3];
    for (int y = 0; y < height; y++) {
      double vertical = Math.cos(Math.PI * j * y / height);
      for (int x = 0; x < width; x++) {
        double basis = vertical * Math.cos(Math.PI * i * x / width);
        int rgb = image.getRGB(x, y);
        sum[0] += basis * toLinear(rgb >> 16 & 255);
        sum[1] += basis * toLinear(rgb >> 8 & 255);
        sum[2] += basis * toLinear(rgb & 255);
      }
    }
    double scale = (i == 0 && j == 0 ? 1.0 : 2.0) / ((double) width * height);
    for (int k = 0; k < 3; k++) {
      sum[k] *= scale;
    }
    return sum;
  }

  private static double toLinear(int value) {
    double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  private static int fromLinear(double value) {
    double v = Math.max(0, Math.min(1, value));
    return (int)
        Math.round(255 * (v <= 0.0031308 ? v * 12.92 : 1.055 * Math.pow(v, 1 / 2.4) - 0.055));
  }

  private static void append(StringBuilder hash, int value, int length) {
    for (int i = length - 1; i >= 0; i--) {
      hash.append(DIGITS.charAt(value / (int) Math.pow(83, i) % 83));
    }
  }
}
