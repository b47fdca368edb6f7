package dev.twite.embedded;

import java.nio.file.Path;

/**
 * How one ClickHouse is run.
 *
 * @param dataDir the launcher's folder; the data go to {@code clickhouse} in it
 * @param port of the HTTP interface, on 127.0.0.1
 * @param password of the one user there is
 */
public record ClickHouseConfig(Path dataDir, int port, String password) {
  public ClickHouseConfig {
    if (!password.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException(
          "The ClickHouse password must be letters, digits, - and _");
    }
  }

  @Override
  public String toString() {
    return "ClickHouseConfig[dataDir=%s, port=%d]".formatted(dataDir, port);
  }
}
