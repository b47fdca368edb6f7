package dev.twite.gateway.impression;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Which answers are told of: the share that was set; and while there are more in a second than are
 * to be told, a smaller one by the second before. Each that is drawn stands for all of its share,
 * so that sums stay right on average, and what they cost has a bound.
 */
final class Draw {
  private static final double SECOND = 1e9;

  private final int least;
  private final int mostTold;
  private final LongSupplier nanos;
  private final LongAdder answers = new LongAdder();
  private final AtomicLong begin;
  private volatile int weight;

  /**
   * @param least one in so many is drawn, or fewer; 0: none is
   * @param mostTold drawn in a second, on average
   */
  Draw(int least, int mostTold, LongSupplier nanos) {
    this.least = least;
    this.mostTold = mostTold;
    this.nanos = nanos;
    this.begin = new AtomicLong(nanos.getAsLong());
    this.weight = least;
  }

  /** How many answers this one stands for; 0: it was not drawn. */
  int next() {
    if (least == 0) {
      return 0;
    }
    long now = nanos.getAsLong();
    long began = begin.get();
    if (now - began >= SECOND && begin.compareAndSet(began, now)) {
      double rate = answers.sumThenReset() * SECOND / (now - began);
      weight = Math.max(least, (int) Math.ceil(rate / mostTold));
    }
    answers.increment();
    int drawn = weight;
    return drawn == 1 || ThreadLocalRandom.current().nextInt(drawn) == 0 ? drawn : 0;
  }
}
