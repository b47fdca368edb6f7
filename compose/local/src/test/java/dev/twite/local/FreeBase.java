package dev.twite.local;

import dev.twite.embedded.DataDir;
import dev.twite.embedded.PortCheck;
import dev.twite.embedded.ServerException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Whole ranges of ports for tests, apart from those of the embedded servers' own tests; each is one
 * JVM's alone until it ends.
 */
final class FreeBase {
  private static final int FIRST = 22_000;
  private static final int RANGES = 14;

  private static final Set<Integer> MINE = new HashSet<>();

  private FreeBase() {}

  static int next() {
    for (int attempt = 0; attempt < 10 * RANGES; attempt++) {
      int base = FIRST + Ports.COUNT * ThreadLocalRandom.current().nextInt(RANGES);
      if (isMine(base) && IntStream.range(base, base + Ports.COUNT).allMatch(PortCheck::isFree)) {
        return base;
      }
    }
    throw new IllegalStateException("No free range of ports from " + FIRST);
  }

  private static synchronized boolean isMine(int base) {
    if (MINE.contains(base)) {
      return true;
    }
    try {
      // Given back by the system when this JVM ends.
      DataDir.lock(Path.of(System.getProperty("java.io.tmpdir"), "twite-test-ports-" + base));
      return MINE.add(base);
    } catch (ServerException another) {
      return false;
    }
  }
}
