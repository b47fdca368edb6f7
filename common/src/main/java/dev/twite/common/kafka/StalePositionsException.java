package dev.twite.common.kafka;

/** Thrown by a {@link BatchHandler} whose positions are others than those it gave: ask it again. */
public final class StalePositionsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StalePositionsException() {
    super("The positions are others now");
  }
}
