package dev.twite.embedded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpmCommandTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void theFirstLineOfTheMessageIsNpmsReason() {
    for (String word : List.of("error", "ERR!")) {
      assertThatThrownBy(
              () ->
                  run(
                      "echo 'npm warn old lockfile'; echo 'npm %s code ENOTFOUND'; exit 3"
                          .formatted(word),
                      LONG))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("npm exits with 3: npm " + word + " code ENOTFOUND\n");
    }
  }

  @Test
  void oneThatHangsIsEnded() {
    assertThatThrownBy(() -> run("exec sleep 600", Duration.ofSeconds(1)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("npm was ended after 1 s\n");
  }

  @Test
  void oneThatEndsWellSaysNothing() throws Exception {
    run("echo added 2 packages", LONG);
  }

  private void run(String script, Duration limit) throws IOException {
    NpmCommand.run(List.of("/bin/sh", "-c", script), folder.resolve("npm.log"), limit);
  }
}
