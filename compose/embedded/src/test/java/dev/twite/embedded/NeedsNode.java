package dev.twite.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** For tests of ClickHouse: skipped on a machine without Node, but never in CI. */
final class NeedsNode {
  private NeedsNode() {}

  static void check() {
    Optional<String> missing = ClickHouseServer.missing();
    if (missing.isPresent() && System.getenv("CI") != null) {
      throw new AssertionError("CI must test ClickHouse too, but " + missing.get());
    }
    Assumptions.assumeTrue(missing.isEmpty(), () -> "Skipped: " + missing.orElse(""));
  }

  static void install() {
    try {
      ChdbPackage.modules();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
