package dev.twite.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the database, and the roles and the schema of a service; doing it again only renews the
 * passwords.
 */
public final class DatabaseRoles {
  private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/?]+/)([^/?]*)(\\?.*)?");

  /**
   * Any fixed number: two launchers at once would update the same rows of the role catalogue and
   * one would fail.
   */
  private static final long LOCK = 7_480_212_115_310_071L;

  private final String superuserUrl;
  private final Login superuser;

  /**
   * Connects only when asked to provision.
   *
   * @param superuserUrl {@code jdbc:postgresql://host:port/postgres}, the maintenance database
   * @param superuser may make databases and roles
   */
  public DatabaseRoles(String superuserUrl, Login superuser) {
    this.superuserUrl = superuserUrl;
    this.superuser = superuser;
  }

  /**
   * Provisions {@code service}: role {@code twite_<service>_owner} with schema {@code <service>},
   * and role {@code twite_<service>} which may use it. The rules are in {@code sql/roles.sql}.
   *
   * @param database made when missing
   * @param service lower case letters, digits and underscores
   */
  public ServiceDatabase provision(
      String database, String service, String ownerPassword, String appPassword) {
    String url = urlOf(database);
    try (Connection maintenance = connect(superuserUrl);
        Statement lock = maintenance.createStatement()) {
      // Held until this connection closes.
      lock.execute("SELECT pg_advisory_lock(" + LOCK + ")");
      createDatabase(maintenance, database);
      try (Connection connection = connect(url);
          Statement statement = connection.createStatement()) {
        set(connection, "twite.service", service);
        set(connection, "twite.owner_password", ownerPassword);
        set(connection, "twite.app_password", appPassword);
        statement.execute(rolesSql());
      }
    } catch (SQLException e) {
      throw new ServerException("Cannot provision " + service + " at " + url, e);
    }
    String app = "twite_" + service;
    return new ServiceDatabase(
        service, url, new Login(app + "_owner", ownerPassword), new Login(app, appPassword));
  }

  private static void createDatabase(Connection maintenance, String database) throws SQLException {
    String name;
    try (PreparedStatement exists =
        maintenance.prepareStatement(
            "SELECT quote_ident(?) WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = ?)")) {
      exists.setString(1, database);
      exists.setString(2, database);
      try (var missing = exists.executeQuery()) {
        if (!missing.next()) {
          return;
        }
        name = missing.getString(1);
      }
    }
    try (Statement create = maintenance.createStatement()) {
      create.execute("CREATE DATABASE " + name);
    }
  }

  private static void set(Connection connection, String setting, String value) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config(?, ?, false)")) {
      statement.setString(1, setting);
      statement.setString(2, value);
      statement.execute();
    }
  }

  private Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, superuser.user(), superuser.password());
  }

  private String urlOf(String database) {
    Matcher parts = URL.matcher(superuserUrl);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "Not jdbc:postgresql://host:port/database: " + superuserUrl);
    }
    String options = parts.group(3) == null ? "" : parts.group(3);
    return parts.group(1) + java.net.URLEncoder.encode(database, UTF_8) + options;
  }

  private static String rolesSql() {
    try (InputStream in = DatabaseRoles.class.getResourceAsStream("roles.sql")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new ServerException("Cannot read roles.sql", e);
    }
  }
}
