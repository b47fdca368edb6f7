package dev.twite.websocket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy before a server that can let connections hang half-open. */
final class Deaf implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final AtomicInteger deafUpTo = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();

  Deaf(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** From now on nothing passes on the connections there are. */
  void deafenAll() {
    deafUpTo.set(connections.get());
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
        int number = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> copy(number, client, upstream));
        Thread.ofVirtual().start(() -> copy(number, upstream, client));
      }
    } catch (IOException closed) {
      // The test is over.
      deafenAll();
    }
  }

  private void copy(int number, Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (number > deafUpTo.get()) {
          out.write(buffer, 0, n);
        }
      }
    } catch (IOException gone) {
      return;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
