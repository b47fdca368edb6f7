package dev.twite.embedded;

import java.nio.file.Path;

/**
 * How one Redis is run.
 *
 * @param dataDir the launcher's folder; the data go to {@code redis} in it
 * @param port on 127.0.0.1
 * @param password letters, digits, {@code -} and {@code _}, so that it needs no quoting in a URL
 * @param maxMemoryMb where writes begin to fail; 0 for no limit
 */
public record RedisConfig(Path dataDir, int port, String password, int maxMemoryMb) {
  public RedisConfig {
    if (!password.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException("The Redis password must be letters, digits, - and _");
    }
    if (maxMemoryMb < 0) {
      throw new IllegalArgumentException("maxMemoryMb is negative: " + maxMemoryMb);
    }
  }

  /** Without a limit of memory. */
  public RedisConfig(Path dataDir, int port, String password) {
    this(dataDir, port, password, 0);
  }

  @Override
  public String toString() {
    return "RedisConfig[dataDir=%s, port=%d, maxMemoryMb=%d]".formatted(dataDir, port, maxMemoryMb);
  }
}
