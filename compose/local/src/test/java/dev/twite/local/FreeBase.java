package dev.twite.local;

import dev.twite.embedded.PortCheck;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Whole ranges of ports for tests, apart from those of the embedded servers' own tests. */
final class FreeBase {
  private static final int FIRST = 22_000;
  private static final int RANGES = 14;

  private FreeBase() {}

  static int next() {
    for (int attempt = 0; attempt < 10 * RANGES; attempt++) {
      int base = FIRST + Ports.COUNT * ThreadLocalRandom.current().nextInt(RANGES);
      if (IntStream.range(base, base + Ports.COUNT).allMatch(PortCheck::isFree)) {
        return base;
      }
    }
    throw new IllegalStateException("No free range of ports from " + FIRST);
  }
}
