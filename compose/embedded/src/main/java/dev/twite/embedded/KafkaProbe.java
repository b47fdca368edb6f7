package dev.twite.embedded;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/**
 * Asks a broker for its metadata, by hand, because no Kafka client is on our class path. See the
 * Metadata API, version 1, in the Kafka protocol guide.
 */
final class KafkaProbe {
  private static final int METADATA = 3;
  private static final int VERSION = 1;
  private static final int CORRELATION = 1;
  private static final int PROBE_MILLIS = 2_000;
  private static final int LONGEST_ANSWER = 1 << 20;

  private KafkaProbe() {}

  /** Empty when the broker lists itself: before, the controller has not let it in. */
  static Optional<String> notReadyBecause(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
      socket.setSoTimeout(PROBE_MILLIS);
      socket.getOutputStream().write(request());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int length = in.readInt();
      if (length < 8 || length > LONGEST_ANSWER) {
        return Optional.of("no Kafka answers on port " + port);
      }
      in.readInt();
      int brokers = in.readInt();
      return brokers > 0 ? Optional.empty() : Optional.of("the broker is not registered yet");
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static byte[] request() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    out.writeShort(METADATA);
    out.writeShort(VERSION);
    out.writeInt(CORRELATION);
    out.writeShort(-1); // no client id
    out.writeInt(0); // no topics
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    DataOutputStream frame = new DataOutputStream(framed);
    frame.writeInt(body.size());
    body.writeTo(frame);
    return framed.toByteArray();
  }
}
