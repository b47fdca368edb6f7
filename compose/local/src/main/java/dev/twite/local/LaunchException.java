package dev.twite.local;

import java.io.Serial;

/** Why the launcher can't go on, said so that a person knows what to do. */
final class LaunchException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  LaunchException(String message) {
    super(message);
  }

  LaunchException(String message, Throwable cause) {
    super(message, cause);
  }
}
