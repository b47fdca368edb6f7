package dev.twite.media.image;

import java.util.List;

/**
 * How a GIF moves.
 *
 * @param frames in order
 * @param loops times it starts again; 0 = for ever, -1 = it does not
 */
record GifAnimation(List<Frame> frames, int loops) {
  static final GifAnimation NONE = new GifAnimation(List.of(), -1);

  GifAnimation {
    frames = List.copyOf(frames);
  }

  /**
   * One of its pictures.
   *
   * @param left place on the canvas
   * @param top likewise
   * @param delay hundredths of a second until the next
   * @param disposal what becomes of it then, 0 to 3
   */
  record Frame(int left, int top, int delay, int disposal) {}
}
