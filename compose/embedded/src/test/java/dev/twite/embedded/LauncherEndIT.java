package dev.twite.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the servers when their launcher ends, one way or another. */
class LauncherEndIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path dataDir;
  private final int postgresPort = FreePort.next();
  private final int redisPort = FreePort.next();
  private Process launcher;
  private List<ProcessHandle> servers;

  @BeforeEach
  void launch() throws IOException {
    launcher =
        new ProcessBuilder(
                // As at a terminal: SIGINT is not ignored (a background job of a script inherits
                // that),
                // and a process group of its own.
                "env",
                "--default-signal=INT",
                "setsid",
                ChildCommand.java(),
                "-cp",
                System.getProperty("java.class.path"),
                LauncherProgram.class.getName(),
                dataDir.toString(),
                Integer.toString(postgresPort),
                Integer.toString(redisPort))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String[] pids = launcher.inputReader().readLine().split(" ", -1);
    servers =
        Stream.of(pids).map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow()).toList();
  }

  @AfterEach
  void endLauncher() {
    launcher.destroyForcibly();
    assertThat(Signals.awaitEnd(launcher.toHandle(), LIMIT)).isTrue();
    Leftovers.endIn(dataDir);
  }

  @Test
  void interruptFromTheTerminalEndsEveryServerInOrder() throws IOException {
    // Ctrl-C goes to the whole foreground group.
    new ProcessBuilder("kill", "-INT", "--", "-" + launcher.pid()).start();
    assertThat(Signals.awaitEnd(launcher.toHandle(), LIMIT)).isTrue();
    assertThat(servers).allMatch(Signals::hasEnded);
    assertThat(dataDir.resolve("run")).isEmptyDirectory();
    assertThat(Files.readString(dataDir.resolve("log/postgres.log")))
        .contains("database system is shut down")
        .doesNotContain("interrupted");
  }

  @Test
  void leftoversOfAKilledLauncherAreNamedAndEnded() {
    launcher.destroyForcibly();
    assertThat(Signals.awaitEnd(launcher.toHandle(), LIMIT)).isTrue();
    assertThat(servers).noneMatch(Signals::hasEnded);

    try (DataDir held = DataDir.lock(dataDir)) {
      assertThat(Leftovers.endIn(held.path()))
          .containsExactlyInAnyOrder(
              new Leftovers.Leftover("postgres", servers.get(0).pid()),
              new Leftovers.Leftover("redis", servers.get(1).pid()));
      assertThat(servers).allMatch(Signals::hasEnded);
      assertThat(Leftovers.endIn(held.path())).isEmpty();

      // And their data are whole.
      try (PostgresServer postgres = LauncherProgram.postgres(dataDir, postgresPort);
          RedisServer redis = LauncherProgram.redis(dataDir, redisPort)) {
        postgres.start();
        redis.start();
        postgres.awaitReady(LIMIT);
        redis.awaitReady(LIMIT);
      }
    }
  }

  @Test
  void aSecondLauncherIsRefusedWithThePidOfTheFirst() {
    assertThatThrownBy(() -> DataDir.lock(dataDir))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("in use by another launcher, pid " + launcher.pid());
  }
}
