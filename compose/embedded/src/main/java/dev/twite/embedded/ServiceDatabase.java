package dev.twite.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * What one service needs to reach its schema.
 *
 * @param service its name, and its schema's
 * @param jdbcUrl without user and password
 * @param owner owns the schema; for migrations
 * @param app reads and writes rows; for requests
 */
public record ServiceDatabase(String service, String jdbcUrl, Login owner, Login app) {
  /** A new connection for migrations. */
  public Connection connectAsOwner() throws SQLException {
    return DriverManager.getConnection(jdbcUrl, owner.user(), owner.password());
  }

  /** A new connection as the service has it. */
  public Connection connectAsApp() throws SQLException {
    return DriverManager.getConnection(jdbcUrl, app.user(), app.password());
  }
}
