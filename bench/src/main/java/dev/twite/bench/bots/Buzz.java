package dev.twite.bench.bots;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;

/**
 * What is talked about: an urn of lots, from which people draw the tweet that they react to. A new
 * tweet brings a few lots, every reaction brings more of the same, so that some tweets go viral
 * (Pólya's urn); new lots push out the oldest, so that everything is forgotten.
 */
final class Buzz {
  private static final int LOTS = 2_000;
  private static final int MOST_AT_FIRST = 30;

  private final AtomicReferenceArray<Item> lots = new AtomicReferenceArray<>(LOTS);
  private final AtomicLong next = new AtomicLong();

  /**
   * A tweet of this run.
   *
   * @param author his number
   */
  record Item(long tweet, int author) {}

  /** Some tweets are better than others from the beginning. */
  void posted(Item item, RandomGenerator random) {
    warm(item, (int) Math.min(MOST_AT_FIRST, 1 / (1 - random.nextDouble())));
  }

  /** Somebody reacted. */
  void warm(Item item, int by) {
    for (int i = 0; i < by; i++) {
      lots.set((int) (next.getAndIncrement() % LOTS), item);
    }
  }

  /** Empty until something was posted. */
  Optional<Item> draw(RandomGenerator random) {
    int filled = (int) Math.min(LOTS, next.get());
    return filled == 0 ? Optional.empty() : Optional.ofNullable(lots.get(random.nextInt(filled)));
  }
}
