package dev.twite.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirTest {
  @TempDir private Path folder;

  @Test
  void isHeldOnceUntilClosed() {
    Path dataDir = folder.resolve("made/when/missing");
    try (DataDir held = DataDir.lock(dataDir)) {
      assertThat(held.path()).isDirectory().isAbsolute();
      assertThatThrownBy(() -> DataDir.lock(dataDir))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("pid " + ProcessHandle.current().pid());
    }
    try (DataDir again = DataDir.lock(dataDir)) {
      assertThat(again.path()).isEqualTo(dataDir);
    }
  }
}
