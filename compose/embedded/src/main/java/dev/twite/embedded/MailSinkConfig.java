package dev.twite.embedded;

import java.nio.file.Path;

/**
 * How a mail sink is run.
 *
 * @param dataDir the launcher's folder; the messages go to {@code mail} in it
 * @param port of SMTP, on 127.0.0.1
 * @param httpPort of the page, on 127.0.0.1
 * @param kept how many messages; older ones go
 */
public record MailSinkConfig(Path dataDir, int port, int httpPort, int kept) {
  private static final int KEPT = 200;

  public MailSinkConfig {
    if (kept < 1) {
      throw new IllegalArgumentException("kept is not positive: " + kept);
    }
  }

  /** With the last 200 messages. */
  public MailSinkConfig(Path dataDir, int port, int httpPort) {
    this(dataDir, port, httpPort, KEPT);
  }
}
