package dev.twite.websocket.testing;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.promised;
import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A WebSocket client that does as it is told, also what a good one would not. */
public final class Wire implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] MASK = {1, 2, 3, 4};

  private final Socket socket;
  private final ConcurrentLinkedQueue<JsonNode> frames = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writing = new ReentrantLock();
  private final Consumer<byte[]> hearer;
  private volatile int closeCode;
  private volatile boolean ended;

  /** The status of the answer to the handshake. */
  public final int status;

  /** The body of an answer that was no upgrade. */
  public final String refusal;

  private Wire(int port, String target, boolean reads, Consumer<byte[]> texts, String... headers) {
    this.hearer = texts == null ? this::keep : texts;
    try {
      socket = new Socket();
      if (!reads) {
        socket.setReceiveBufferSize(4096);
      }
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
      request.append("Host: 127.0.0.1:").append(port);
      request.append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n");
      request.append(
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n");
      for (int i = 0; i < headers.length; i += 2) {
        request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
      }
      socket
          .getOutputStream()
          .write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      String head = head(in);
      status = Integer.parseInt(head.substring(9, 12));
      if (status != 101) {
        socket.setSoTimeout(300);
        refusal = rest(in);
        ended = true;
        return;
      }
      refusal = "";
      if (reads) {
        Thread.ofVirtual().start(() -> read(in));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public static Wire open(int port, String target, String... headers) {
    return new Wire(port, target, true, null, headers);
  }

  /** The first line of what some request is answered with. */
  public static String answer(int port, String... lines) {
    try (Socket asking = new Socket(InetAddress.getLoopbackAddress(), port)) {
      asking.setSoTimeout(45_000);
      String request = String.join("\r\n", lines) + "\r\n\r\n";
      asking.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String head = head(new DataInputStream(asking.getInputStream()));
      return head.substring(0, head.indexOf('\r'));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** One that hands each message on instead of keeping it. */
  public static Wire light(int port, String target, Consumer<byte[]> texts) {
    return new Wire(port, target, true, texts);
  }

  /** One that never reads what is sent to it. */
  public static Wire stalled(int port, String target) {
    return new Wire(port, target, false, null);
  }

  public Wire send(String json) {
    frame(1, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public void frame(int opcode, byte[] payload) {
    frameHead(0x80 | opcode, payload.length);
    byte[] masked = new byte[payload.length];
    for (int i = 0; i < payload.length; i++) {
      masked[i] = (byte) (payload[i] ^ MASK[i % 4]);
    }
    write(masked);
  }

  /** The head of a frame, with a mask. */
  public void frameHead(int first, long length) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.write(first);
    if (length < 126) {
      head.write((int) (0x80 | length));
    } else if (length < 65536) {
      head.write(0x80 | 126);
      head.write((int) (length >> 8));
      head.write((int) length);
    } else {
      head.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        head.write((int) (length >> shift));
      }
    }
    head.writeBytes(MASK);
    write(head.toByteArray());
  }

  public void write(byte[] bytes) {
    writing.lock();
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    } catch (IOException gone) {
      ended = true;
    } finally {
      writing.unlock();
    }
  }

  /** All frames so far. */
  public List<JsonNode> frames() {
    return List.copyOf(frames);
  }

  public List<JsonNode> frames(String op) {
    return frames.stream().filter(frame -> frame.path("op").asText().equals(op)).toList();
  }

  /** Waits for the first frame that has been sent with that op, and takes it out. */
  public JsonNode await(String op) {
    JsonNode[] found = new JsonNode[1];
    within(
        Duration.ofSeconds(45),
        () -> {
          found[0] =
              frames.stream()
                  .filter(frame -> frame.path("op").asText().equals(op))
                  .findFirst()
                  .orElse(null);
          assertThat(found[0]).as("%s in %s, close %d", op, frames, closeCode).isNotNull();
        });
    frames.remove(found[0]);
    return found[0];
  }

  /** Subscribes from now on; answers the cursor. */
  public String subscribe(String channel) {
    return subscribed("{'op':'subscribe','channel':'%s'}".formatted(channel), channel);
  }

  /** Subscribes from a cursor on; answers the cursor. */
  public String subscribe(String channel, String since) {
    return subscribed(
        "{'op':'subscribe','channel':'%s','since':'%s'}".formatted(channel, since), channel);
  }

  /** Asks again while it is refused for now, as clients do. */
  private String subscribed(String request, String channel) {
    JsonNode[] answer = new JsonNode[1];
    send(request);
    eventually(
        () -> {
          answer[0] = next("subscribed", "error");
          if (answer[0] != null
              && List.of("unavailable", "overloaded").contains(answer[0].path("code").asText())) {
            send(request);
            answer[0] = null;
          }
          assertThat(answer[0]).as("answer among %s, close %d", frames, closeCode).isNotNull();
        });
    assertThat(answer[0].path("op").asText()).as("%s", answer[0]).isEqualTo("subscribed");
    assertThat(answer[0].path("channel").asText()).isEqualTo(channel);
    return answer[0].path("cursor").asText();
  }

  /** The first of the frames with one of these ops, taken out, or null. */
  private JsonNode next(String... ops) {
    for (JsonNode frame : frames) {
      if (List.of(ops).contains(frame.path("op").asText()) && frames.remove(frame)) {
        return frame;
      }
    }
    return null;
  }

  /** The code that the server closed with; 0 = it has not, 1006 = without one. */
  public int closeCode() {
    return closeCode;
  }

  public boolean isEnded() {
    return ended;
  }

  /** Waits until the server has closed; answers its code. */
  public int awaitClose() {
    eventually(() -> assertThat(ended).as("frames %s", frames).isTrue());
    return closeCode;
  }

  /** In a timed test: the same where a time is promised. */
  public int awaitClose(Duration limit) {
    promised(limit, () -> assertThat(ended).as("frames %s", frames).isTrue());
    return closeCode;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      ended = true;
    }
  }

  private void read(DataInputStream in) {
    try {
      while (true) {
        int opcode = in.readUnsignedByte() & 15;
        long length = in.readUnsignedByte() & 127;
        if (length == 126) {
          length = in.readUnsignedShort();
        } else if (length == 127) {
          length = in.readLong();
        }
        byte[] payload = in.readNBytes((int) length);
        switch (opcode) {
          case 1 -> hearer.accept(payload);
          case 8 -> {
            closeCode = payload.length < 2 ? 1005 : (payload[0] & 255) << 8 | (payload[1] & 255);
            frame(8, payload);
          }
          case 9 -> frame(10, payload);
          default -> {}
        }
      }
    } catch (IOException end) {
      closeCode = closeCode == 0 ? 1006 : closeCode;
      ended = true;
      close();
    }
  }

  private void keep(byte[] payload) {
    try {
      frames.add(JSON.readTree(payload));
    } catch (IOException noJson) {
      throw new UncheckedIOException(noJson);
    }
  }

  private static String head(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  private static String rest(DataInputStream in) {
    StringBuilder rest = new StringBuilder();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        rest.append((char) next);
      }
    } catch (IOException end) {
      return rest.toString();
    }
    return rest.toString();
  }
}
