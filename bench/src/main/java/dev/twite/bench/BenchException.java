package dev.twite.bench;

import java.io.Serial;

/** Why a measurement can't go on, said so that a person knows what to do. */
public final class BenchException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public BenchException(String message) {
    super(message);
  }

  public BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
