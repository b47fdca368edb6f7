package dev.twite.bench;

import java.io.Serial;

/** An answer that was not the one hoped for. */
public final class UnexpectedStatus extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;

  public UnexpectedStatus(int status, String message) {
    super(message);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
