package dev.twite.embedded;

import java.util.concurrent.ThreadLocalRandom;

/** Ports for tests. */
final class FreePort {
  /**
   * Below the range that systems give to outgoing connections: a killed server finds its port free
   * again.
   */
  private static final int FIRST = 21_000;

  private static final int COUNT = 1_000;

  private FreePort() {}

  /** Free at this moment; another process may be faster, so who uses it tries again. */
  static int next() {
    for (int attempt = 0; attempt < COUNT; attempt++) {
      int port = FIRST + ThreadLocalRandom.current().nextInt(COUNT);
      if (PortCheck.isFree(port)) {
        return port;
      }
    }
    throw new ServerException("No free port from " + FIRST + " to " + (FIRST + COUNT - 1));
  }
}
