package dev.twite.embedded;

import java.nio.file.Path;

/**
 * How one PostgreSQL is run.
 *
 * @param dataDir the launcher's folder; the data go to {@code postgres} in it
 * @param port on 127.0.0.1
 * @param password the superuser's; it is set when the data are made, so hand in the same one later
 */
public record PostgresConfig(Path dataDir, int port, String password) {
  public PostgresConfig {
    if (password.isBlank() || password.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "The password must not be empty nor hold control characters");
    }
  }

  @Override
  public String toString() {
    return "PostgresConfig[dataDir=" + dataDir + ", port=" + port + "]";
  }
}
