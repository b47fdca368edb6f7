package dev.twite.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir Path folder;

  @Test
  void areMadeOnceAndOnlyTheirOwnerCanReadThem() throws IOException {
    Secrets made = Secrets.load(folder, List.of("TWITE_A", "TWITE_B"));
    assertThat(made.get("TWITE_A")).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(made.get("TWITE_B"));
    assertThat(Files.getPosixFilePermissions(folder.resolve(Secrets.FILE)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));

    Secrets again = Secrets.load(folder, List.of("TWITE_A", "TWITE_B"));
    assertThat(again.get("TWITE_A")).isEqualTo(made.get("TWITE_A"));
  }

  @Test
  void aNewServiceAddsItsOwnAndLeavesTheOthers() {
    String before = Secrets.load(folder, List.of("TWITE_A")).get("TWITE_A");
    Secrets more = Secrets.load(folder, List.of("TWITE_B"));
    assertThat(more.get("TWITE_A")).isEqualTo(before);
    assertThat(more.get("TWITE_B")).isNotEmpty();
  }
}
