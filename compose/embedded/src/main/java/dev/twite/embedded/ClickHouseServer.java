package dev.twite.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The ClickHouse engine in a Node process, behind ClickHouse's HTTP interface as far as drivers use
 * it. It needs Node and npm on the machine: see {@link #missing}. Statements run one after another.
 */
public final class ClickHouseServer extends ServerProcess {
  private static final int PROBE_MILLIS = 2_000;
  private static final List<String> PROGRAM = List.of("front.mjs", "engine.mjs", "errors.mjs");

  private final ClickHouseConfig config;

  public ClickHouseServer(ClickHouseConfig config) {
    super("clickhouse", config.dataDir(), config.port());
    this.config = config;
  }

  /**
   * What this machine lacks to run it, in one line for people; empty when nothing.
   *
   * @param path the folders to look for programs in, as in {@code PATH}
   */
  public static Optional<String> missing(String path) {
    return NodeRuntime.missing(path);
  }

  /** {@link #missing} on this process' own {@code PATH}. */
  public static Optional<String> missing() {
    return missing(Optional.ofNullable(System.getenv("PATH")).orElse(""));
  }

  /** Whether the first start on this machine has been. */
  public static boolean isInstalled() {
    return ChdbPackage.isInstalled();
  }

  /** Fetches what the first start on a machine needs; a start does so by itself too. */
  public static void install() {
    try {
      ChdbPackage.modules();
    } catch (IOException e) {
      throw new ServerException(String.valueOf(e.getMessage()), e);
    }
  }

  /** {@code http://127.0.0.1:port}. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public String user() {
    return "twite";
  }

  public String password() {
    return config.password();
  }

  @Override
  List<String> prepare() throws IOException {
    Path modules = ChdbPackage.modules();
    Path program = data().resolve("front");
    Files.createDirectories(program);
    for (String file : PROGRAM) {
      try (InputStream in = ChdbPackage.resource(file)) {
        Files.copy(in, program.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path settings = data().resolve("front.json");
    Folders.writeSecret(
        settings,
        """
        {"port": %d, "user": "%s", "password": "%s", "data": %s, "modules": %s}
        """
            .formatted(
                port(), user(), password(), quoted(data().resolve("data")), quoted(modules)));
    return List.of(
        NodeRuntime.node().toString(),
        program.resolve("front.mjs").toString(),
        settings.toString());
  }

  @Override
  Optional<String> notReadyBecause() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url() + "/ping").toURL().openConnection();
      connection.setConnectTimeout(PROBE_MILLIS);
      connection.setReadTimeout(PROBE_MILLIS);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status == HttpURLConnection.HTTP_OK
          ? Optional.empty()
          : Optional.of("/ping answers " + status);
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Finishes the statement in work, then ends. */
  @Override
  String stopSignal() {
    return "TERM";
  }

  private static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
