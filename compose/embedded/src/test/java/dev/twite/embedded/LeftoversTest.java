package dev.twite.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  @TempDir private Path dataDir;
  private Process process;

  @BeforeEach
  void startSomething() throws IOException {
    process = new ProcessBuilder("tail", "-f", "/dev/null").start();
  }

  @AfterEach
  void endIt() {
    process.destroyForcibly();
  }

  @Test
  void endsTheProcessThatWasWrittenDown() throws IOException {
    ProcessFile.of("redis", process.toHandle(), "TERM").write(dataDir);
    assertThat(Leftovers.endIn(dataDir))
        .containsExactly(new Leftovers.Leftover("redis", process.pid()));
    // It has ended; this JVM, whose child it was, learns of it a moment later.
    Await.until("the end is known", Duration.ofSeconds(30), () -> !process.isAlive());
    assertThat(dataDir.resolve("run")).isEmptyDirectory();
  }

  @Test
  void sparesAStrangerThatWasGivenThePid() throws IOException {
    Instant another = Instant.now().minus(Duration.ofHours(1));
    new ProcessFile("redis", process.pid(), another, "TERM").write(dataDir);
    assertThat(Leftovers.endIn(dataDir)).isEmpty();
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void ignoresAFileThatItCannotRead() throws IOException {
    Path run = Files.createDirectories(dataDir.resolve("run"));
    Files.writeString(run.resolve("broken.pid"), "no pid");
    assertThat(Leftovers.endIn(dataDir)).isEmpty();
  }

  @Test
  void findsNothingWhereNothingRan() {
    assertThat(Leftovers.endIn(dataDir.resolve("never"))).isEmpty();
  }
}
