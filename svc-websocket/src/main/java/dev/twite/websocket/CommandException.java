package dev.twite.websocket;

/** A command that can't be done, told to its client; the socket stays open. */
final class CommandException extends RuntimeException {
  private final String code;
  private final String channel;

  /**
   * @param channel null when it is about none
   */
  CommandException(String code, String detail, String channel) {
    super(detail);
    this.code = code;
    this.channel = channel;
  }

  /** A stable word. */
  String code() {
    return code;
  }

  String channel() {
    return channel;
  }
}
