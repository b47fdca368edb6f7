package dev.twite.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisBinaryTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"7.4.1,true", "8.0.0,true", "6.2.11,false", "rubbish,false"})
  void prefersAnInstalledServerFromVersionSeven(String version, boolean preferred)
      throws IOException {
    Path installed = folder.resolve("redis-server");
    Files.writeString(installed, "#!/bin/sh\necho Redis server v=" + version + " sha=0\n");
    Files.setPosixFilePermissions(installed, PosixFilePermissions.fromString("rwx------"));
    Path chosen = RedisBinary.path(Optional.of(installed));
    assertThat(chosen.equals(installed)).isEqualTo(preferred);
    assertThat(chosen).isExecutable();
  }

  @ParameterizedTest
  @CsvSource({"Linux,amd64", "Linux,aarch64", "Mac OS X,x86_64", "Mac OS X,aarch64"})
  void hasABinaryForEveryMachine(String os, String arch) throws IOException {
    try (ZipFile jar = new ZipFile(ServersClassPath.load().jar("embedded-redis-").toFile())) {
      assertThat(jar.getEntry(RedisBinary.entry(os, arch))).isNotNull();
    }
  }
}
