package dev.twite.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Whether a TCP port of 127.0.0.1 can be taken. */
public final class PortCheck {
  private static final int CONNECT_MILLIS = 500;
  private static final int TRIES = 10;
  private static final long BETWEEN_TRIES_MILLIS = 200;

  private PortCheck() {}

  /** True when nothing listens there and binding works. */
  public static boolean isFree(int port) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    // Asked both ways: some systems let a port of 127.0.0.1 be bound under a listener on all
    // addresses.
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress(loopback, port), CONNECT_MILLIS);
      return false;
    } catch (IOException nobodyAnswers) {
      // Then binding decides.
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback, port), 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /**
   * Fails with a message that says what to do when the port stays taken; a server that has just
   * ended may hold it for a moment.
   *
   * @param wantedBy what was going to listen there, as a person calls it
   */
  public static void requireFree(int port, String wantedBy) {
    if (!becomesFree(port)) {
      throw new ServerException(
          "Port "
              + port
              + " on 127.0.0.1 is taken, and "
              + wantedBy
              + " wants it. End what listens there, or move all of Twite's ports: TWITE_PORT_BASE="
              + suggestedBase(port));
    }
  }

  private static boolean becomesFree(int port) {
    for (int tries = 1; !isFree(port); tries++) {
      if (tries == TRIES) {
        return false;
      }
      try {
        Thread.sleep(BETWEEN_TRIES_MILLIS);
      } catch (InterruptedException e) {
        throw ServerException.interrupted("waiting for port " + port, e);
      }
    }
    return true;
  }

  private static int suggestedBase(int port) {
    int next = (port / 1000 + 3) * 1000;
    return next < 60_000 ? next : 20_000;
  }
}
