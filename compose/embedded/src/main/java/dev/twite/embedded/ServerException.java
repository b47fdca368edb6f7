package dev.twite.embedded;

import java.io.Serial;

/** A server could not be prepared, started, reached or stopped; the message is for a person. */
public final class ServerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  ServerException(String message) {
    super(message);
  }

  ServerException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Keeps the interrupt for whoever looks next. */
  static ServerException interrupted(String doing, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new ServerException("Interrupted while " + doing, cause);
  }
}
