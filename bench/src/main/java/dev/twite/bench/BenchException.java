package dev.twite.bench;

import java.io.Serial;

/** Why a measurement can't go on, said so that a person knows what to do. */
final class BenchException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  BenchException(String message) {
    super(message);
  }

  BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
