package dev.twite.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {
  private static final Duration READY = Duration.ofMinutes(2);
  private static final String PASSWORD = "it's \\ a \"password\"";

  @TempDir private static Path dataDir;
  private static PostgresServer postgres;

  @BeforeAll
  static void start() {
    postgres = new PostgresServer(new PostgresConfig(dataDir, FreePort.next(), PASSWORD));
    postgres.start();
    postgres.awaitReady(READY);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void syncsEveryCommit() throws SQLException {
    assertThat(setting("fsync")).isEqualTo("on");
    assertThat(setting("synchronous_commit")).isEqualTo("on");
    assertThat(setting("full_page_writes")).isEqualTo("on");
  }

  @Test
  void isReachedOverLoopbackAndWithThePasswordOnly() throws SQLException {
    assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(setting("unix_socket_directories")).isEmpty();
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(
                    postgres.superuserUrl(), PostgresServer.SUPERUSER, "wrong"))
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void keepsItsDataOverRestartAndKill() throws SQLException {
    execute("CREATE TABLE kept (n int)");
    execute("INSERT INTO kept VALUES (1)");
    postgres.stop(Duration.ofSeconds(60));
    assertThat(postgres.isAlive()).isFalse();
    restart();
    execute("INSERT INTO kept VALUES (2)");
    postgres.kill();
    restart();
    assertThat(query("SELECT count(*) FROM kept")).isEqualTo("2");
  }

  @Test
  void leavesNoProcessWhenKilled() throws SQLException {
    try (Connection open = connect()) {
      assertThat(open.isValid(30)).isTrue();
      List<ProcessHandle> family =
          ProcessHandle.of(postgres.pid()).orElseThrow().descendants().toList();
      assertThat(family).isNotEmpty();
      postgres.kill();
      assertThat(family).allMatch(Signals::hasEnded);
    }
    assertThat(dataDir.resolve("run/postgres.pid")).doesNotExist();
    restart();
  }

  @Test
  void answersNothingWhilePausedAndGoesOnAfterwards() throws Exception {
    try (Connection open = connect()) {
      postgres.pause();
      CompletableFuture<String> answer =
          CompletableFuture.supplyAsync(
              () -> {
                try (var statement = open.createStatement();
                    var rows = statement.executeQuery("SELECT 1")) {
                  rows.next();
                  return rows.getString(1);
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(java.util.concurrent.TimeoutException.class);
      postgres.resume();
      assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("1");
    }
  }

  @Test
  void reportsItsOwnEndWithItsLog() {
    List<ServerExit> exits = new CopyOnWriteArrayList<>();
    postgres.onExit(exits::add);
    long pid = postgres.pid();
    Signals.send("INT", List.of(pid));
    Await.until("the exit is reported", READY, () -> !exits.isEmpty());
    assertThat(exits)
        .singleElement()
        .satisfies(
            exit -> {
              assertThat(exit.pid()).isEqualTo(pid);
              assertThat(exit.message())
                  .startsWith("postgres")
                  .contains("database system is shut down");
            });
    restart();
    postgres.stop(Duration.ofSeconds(60));
    restart();
    assertThat(exits).hasSize(1);
  }

  @Test
  void refusesAPortThatIsTaken() {
    PostgresServer second =
        new PostgresServer(
            new PostgresConfig(dataDir.resolve("second"), postgres.port(), PASSWORD));
    assertThatThrownBy(second::start)
        .isInstanceOf(ServerException.class)
        .hasMessageContaining(Integer.toString(postgres.port()))
        .hasMessageContaining("postgres")
        .hasMessageContaining("TWITE_PORT_BASE");
  }

  @Test
  void saysWhenThePasswordIsNotTheOneOfTheData() throws Exception {
    Path copy = dataDir.resolve("copy");
    postgres.stop(Duration.ofSeconds(60));
    Files.createDirectories(copy);
    Folders.copy(dataDir.resolve("postgres"), copy.resolve("postgres"));
    restart();
    try (PostgresServer other =
        new PostgresServer(new PostgresConfig(copy, FreePort.next(), "another"))) {
      other.start();
      assertThatThrownBy(() -> other.awaitReady(READY)).hasMessageContaining("password");
    }
  }

  private static void restart() {
    postgres.start();
    postgres.awaitReady(READY);
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(postgres.superuserUrl(), PostgresServer.SUPERUSER, PASSWORD);
  }

  private static String setting(String name) throws SQLException {
    return query("SHOW " + name);
  }

  private static String query(String sql) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
