package dev.twite.common.http;

/** A path where WebSockets (RFC 6455) are opened. */
public interface SocketEndpoint {
  /** The path, without variable parts. */
  String path();

  /**
   * Admits a client, before the upgrade; may block for a moment.
   *
   * @throws dev.twite.common.error.TwiteException the answer then is that problem, and no upgrade
   */
  SocketListener admit(SocketRequest request);
}
