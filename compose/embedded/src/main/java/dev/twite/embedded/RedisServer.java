package dev.twite.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Redis with its append-only file, so that a restart finds what was written. */
public final class RedisServer extends ServerProcess {
  /** How many logical databases there are: {@code url(0)} to {@code url(255)}. */
  public static final int DATABASES = 256;

  private static final int PROBE_MILLIS = 2_000;

  private final RedisConfig config;

  public RedisServer(RedisConfig config) {
    super("redis", config.dataDir(), config.port());
    this.config = config;
  }

  /** {@code redis://:password@127.0.0.1:port/0}. */
  public String url() {
    return url(0);
  }

  /** One logical database; Pub/Sub channels are shared by all of them. */
  public String url(int database) {
    return "redis://:%s@127.0.0.1:%d/%d".formatted(config.password(), port(), database);
  }

  @Override
  List<String> prepare() throws IOException {
    Files.createDirectories(data());
    Path file = data().resolve("redis.conf");
    Folders.writeSecret(
        file,
        """
        # Written at every start; changes made here are lost.
        bind 127.0.0.1
        port %d
        requirepass %s
        daemonize no
        databases %d
        dir %s
        # At most the last second is lost when the machine loses power; nothing when only the process dies.
        appendonly yes
        appendfsync everysec
        save ""
        maxmemory %dmb
        # What fails is seen; what is silently evicted (a revoked session, say) is not.
        maxmemory-policy noeviction
        """
            .formatted(port(), config.password(), DATABASES, name(), config.maxMemoryMb()));
    return List.of(RedisBinary.path().toString(), file.toString());
  }

  @Override
  Optional<String> notReadyBecause() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), PROBE_MILLIS);
      socket.setSoTimeout(PROBE_MILLIS);
      String request = "AUTH " + config.password() + "\r\nPING\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      String answers = in.readLine() + " " + in.readLine();
      return "+OK +PONG".equals(answers) ? Optional.empty() : Optional.of(answers);
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Writes and syncs the append-only file, then ends. */
  @Override
  String stopSignal() {
    return "TERM";
  }
}
