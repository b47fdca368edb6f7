package dev.twite.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisServerIT {
  private static RedisServer redis;

  @BeforeAll
  static void start() {
    redis = TestServers.newRedis();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void keepsItsDataOverRestartAndKill() throws IOException {
    String url = redis.url(7);
    try (RedisClient client = new RedisClient(url)) {
      assertThat(client.ask("SET kept yes")).isEqualTo("+OK");
    }
    redis.stop(Duration.ofSeconds(60));
    restart();
    try (RedisClient client = new RedisClient(url)) {
      assertThat(client.ask("GET kept")).isEqualTo("yes");
      assertThat(client.ask("SET kept still")).isEqualTo("+OK");
    }
    redis.kill();
    restart();
    try (RedisClient client = new RedisClient(url)) {
      assertThat(client.ask("GET kept")).isEqualTo("still");
    }
  }

  @Test
  void refusesWhoHasNoPassword() throws IOException {
    try (RedisClient client = new RedisClient("redis://:wrong@127.0.0.1:" + redis.port() + "/0")) {
      assertThat(client.ask("GET anything")).startsWith("-NOAUTH");
    }
  }

  @Test
  void hidesItsPasswordFromOthers() throws IOException {
    assertThat(Files.getPosixFilePermissions(redis.data().resolve("redis.conf")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(ProcessHandle.of(redis.pid()).orElseThrow().info().commandLine().orElse(""))
        .doesNotContain("for-tests-only");
  }

  @Test
  void answersNothingWhilePausedAndGoesOnAfterwards() throws IOException {
    try (RedisClient client = new RedisClient(redis.url(), 500)) {
      redis.pause();
      assertThatThrownBy(() -> client.ask("PING")).isInstanceOf(SocketTimeoutException.class);
      redis.resume();
      assertThat(client.ask("PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void stopsEvenWhenPaused() {
    redis.pause();
    redis.stop(Duration.ofSeconds(60));
    assertThat(redis.isAlive()).isFalse();
    restart();
  }

  private static void restart() {
    redis.start();
    redis.awaitReady(Duration.ofSeconds(90));
  }
}
