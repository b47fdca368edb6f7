package dev.twite.bench.bots;

import com.google.errorprone.annotations.Immutable;
import java.util.random.RandomGenerator;

/** Draws numbers from 0 on, of which k has the weight (k + 1)^-exponent. */
@Immutable
final class Zipf {
  // Written by the constructor only.
  @SuppressWarnings("Immutable")
  private final double[] sums;

  Zipf(int count, double exponent) {
    sums = new double[count];
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += Math.pow(k + 1.0, -exponent);
      sums[k] = sum;
    }
  }

  int draw(RandomGenerator random) {
    double wanted = random.nextDouble() * sums[sums.length - 1];
    int low = 0;
    int high = sums.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sums[middle] < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
