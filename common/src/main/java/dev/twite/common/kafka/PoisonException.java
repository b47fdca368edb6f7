package dev.twite.common.kafka;

/**
 * A record that can never be handled, however often it is tried: it goes to the dead-letter topic
 * at once.
 */
public final class PoisonException extends RuntimeException {
  public PoisonException(String message) {
    super(message);
  }

  public PoisonException(String message, Throwable cause) {
    super(message, cause);
  }
}
