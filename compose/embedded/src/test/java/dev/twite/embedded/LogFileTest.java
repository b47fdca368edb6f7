package dev.twite.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir private Path folder;

  @Test
  void quotesItsLastLines() throws IOException {
    LogFile log = new LogFile(folder.resolve("server.log"));
    assertThat(log.lastLines(2)).isEmpty();
    Files.writeString(log.path(), "one\ntwo\nthree\n");
    assertThat(log.lastLines(2)).containsExactly("two", "three");
    assertThat(log.lastLines(9)).containsExactly("one", "two", "three");
  }

  @Test
  void putsAGrownLogAside() throws IOException {
    LogFile log = new LogFile(folder.resolve("log/server.log"));
    log.rotate();
    Files.writeString(log.path(), "x".repeat(9 << 20));
    log.rotate();
    assertThat(log.path()).doesNotExist();
    assertThat(folder.resolve("log/server.log.1")).hasSize(9 << 20);
  }
}
