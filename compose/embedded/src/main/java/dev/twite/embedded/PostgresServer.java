package dev.twite.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** PostgreSQL 18, with everything on that keeps a committed transaction. */
public final class PostgresServer extends ServerProcess {
  /** The superuser's name. */
  public static final String SUPERUSER = "postgres";

  private static final String WRONG_PASSWORD = "28P01";

  private final PostgresConfig config;

  public PostgresServer(PostgresConfig config) {
    super("postgres", config.dataDir(), config.port());
    this.config = config;
  }

  /** The maintenance database, for {@link #SUPERUSER}. */
  public String superuserUrl() {
    return jdbcUrl("postgres");
  }

  /** Any database of this server; without user and password. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }

  /** For making databases and roles. */
  public DatabaseRoles roles() {
    return new DatabaseRoles(superuserUrl(), new Login(SUPERUSER, config.password()));
  }

  @Override
  List<String> prepare() throws IOException {
    ShedRoot shed = ShedRoot.find();
    Path binaries = PostgresBinaries.folder();
    if (!Files.exists(data())) {
      shed.requireExecutable(binaries.resolve("bin/postgres"));
      makeData(binaries, shed);
    }
    PostgresBinaries.requireSameMajor(data());
    try (InputStream settings = PostgresServer.class.getResourceAsStream("postgresql.conf")) {
      String fixed = new String(settings.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(data().resolve("postgresql.conf"), fixed + "port = " + port() + "\n");
    }
    Files.writeString(data().resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    shed.handOver(data());
    return shed.command(
        List.of(binaries.resolve("bin/postgres").toString(), "-D", data().toString()));
  }

  /**
   * The data appear under their name when they are whole; a start that was interrupted begins
   * again.
   */
  private void makeData(Path binaries, ShedRoot shed) throws IOException {
    Path unfinished = data().resolveSibling("postgres.unfinished");
    Folders.delete(unfinished);
    Folders.copy(PostgresBinaries.template(shed), unfinished);
    shed.handOver(unfinished);
    String quoted = "'" + config.password().replace("'", "''") + "'";
    // Single-user mode: the password is there before the first connection can be made.
    ChildCommand.run(
        shed.command(
            List.of(
                binaries.resolve("bin/postgres").toString(),
                "--single",
                "-D",
                unfinished.toString(),
                "-c",
                "standard_conforming_strings=on",
                "postgres")),
        "ALTER ROLE postgres PASSWORD " + quoted + "\n");
    ChildCommand.run(
        shed.command(
            List.of(
                binaries.resolve("bin/initdb").toString(),
                "--sync-only",
                "-D",
                unfinished.toString())),
        "");
    Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  Optional<String> notReadyBecause() {
    Properties properties = new Properties();
    properties.setProperty("user", SUPERUSER);
    properties.setProperty("password", config.password());
    properties.setProperty("loginTimeout", "5");
    try (Connection connection = DriverManager.getConnection(superuserUrl(), properties)) {
      return connection.isValid(5) ? Optional.empty() : Optional.of("connection is not valid");
    } catch (SQLException e) {
      if (WRONG_PASSWORD.equals(e.getSQLState())) {
        throw new ServerException(
            "The superuser's password is not the one that " + data() + " was made with", e);
      }
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Fast shutdown: ends the sessions, writes a checkpoint. SIGTERM would wait for every client to
   * leave.
   */
  @Override
  String stopSignal() {
    return "INT";
  }
}
