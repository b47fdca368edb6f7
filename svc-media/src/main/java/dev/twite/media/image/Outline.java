package dev.twite.media.image;

/**
 * What a picture says of itself before it is decoded.
 *
 * @param type what it is
 * @param width in pixels, as stored
 * @param height likewise
 * @param orientation as in EXIF: 1 upright, 2 to 8 mirrored or turned
 * @param animation its frames; only of a GIF
 * @param buffered bytes that its decoder keeps of the whole of it, whatever comes out, as far as
 *     only its header tells: the coefficients of a JPEG in several scans
 */
record Outline(
    PictureType type,
    int width,
    int height,
    int orientation,
    GifAnimation animation,
    long buffered) {
  /** Most pixels a side. */
  static final int MAX_SIDE = 12_000;

  /** Most pixels in all: 40 million. */
  static final int MAX_PIXELS = 40_000_000;

  private static final int UPRIGHT = 1;

  Outline {
    if (orientation < 1 || orientation > 8) {
      orientation = UPRIGHT;
    }
  }

  static Outline of(PictureType type, int width, int height, int orientation) {
    return new Outline(type, width, height, orientation, GifAnimation.NONE, 0);
  }

  /**
   * Checks a size as soon as it is read (S17).
   *
   * @throws dev.twite.common.error.TwiteException BODY_TOO_LARGE, INVALID_REQUEST when it is empty
   */
  static void checkSize(long width, long height) {
    if (width <= 0 || height <= 0) {
      throw Refusal.broken("The picture has no pixels");
    }
    if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
      throw Refusal.tooLarge(
          "The picture has "
              + width
              + " × "
              + height
              + " pixels; at most "
              + MAX_SIDE
              + " a side and 40 million in all are taken");
    }
  }
}
