package dev.twite.common.http;

/** Why a WebSocket is closed: those of RFC 6455 in use, and ours. */
public final class CloseCode {
  public static final int NORMAL = 1000;

  /** Going away, or silent for too long: come back. */
  public static final int GOING_AWAY = 1001;

  /** Binary messages are not taken. */
  public static final int UNSUPPORTED = 1003;

  /** Ticket or session no longer valid. */
  public static final int SIGNED_OUT = 4401;

  /** Reads too slowly. */
  public static final int TOO_SLOW = 4408;

  /** Too many connections or messages. */
  public static final int TOO_MANY = 4429;

  private CloseCode() {}
}
