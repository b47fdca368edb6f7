package dev.twite.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A launcher in a JVM of its own, to be killed by a test. Arguments: folder, port of PostgreSQL,
 * port of Redis.
 */
final class LauncherProgram {
  private LauncherProgram() {}

  public static void main(String[] args) throws IOException {
    DataDir dataDir = DataDir.lock(Path.of(args[0]));
    PostgresServer postgres = postgres(dataDir.path(), Integer.parseInt(args[1]));
    RedisServer redis = redis(dataDir.path(), Integer.parseInt(args[2]));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  redis.close();
                  postgres.close();
                  dataDir.close();
                }));
    postgres.start();
    redis.start();
    postgres.awaitReady(Duration.ofMinutes(2));
    redis.awaitReady(Duration.ofMinutes(2));
    System.out.println(postgres.pid() + " " + redis.pid());
    System.in.read();
  }

  static PostgresServer postgres(Path dataDir, int port) {
    return new PostgresServer(new PostgresConfig(dataDir, port, "launcher"));
  }

  static RedisServer redis(Path dataDir, int port) {
    return new RedisServer(new RedisConfig(dataDir, port, "launcher"));
  }
}
