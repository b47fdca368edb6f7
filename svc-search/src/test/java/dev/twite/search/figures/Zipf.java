package dev.twite.search.figures;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Ranks from 0 on: the second is drawn half as often as the first, the third a third as often. */
final class Zipf {
  private final double[] upTo;

  Zipf(int ranks) {
    upTo = new double[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += 1.0 / (rank + 1);
      upTo[rank] = sum;
    }
  }

  int ranks() {
    return upTo.length;
  }

  int draw(SplittableRandom random) {
    int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
    return Math.min(found < 0 ? -found - 1 : found, upTo.length - 1);
  }

  /** Every order of magnitude alike: for questions about the frequent and the rare. */
  int spread(SplittableRandom random) {
    int rank = (int) Math.exp(random.nextDouble() * Math.log(upTo.length));
    return Math.min(rank, upTo.length) - 1;
  }
}
