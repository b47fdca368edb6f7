package dev.twite.bench.race;

import dev.twite.bench.Api;
import dev.twite.bench.BenchException;
import dev.twite.bench.Http;
import dev.twite.bench.LaunchedServer;
import dev.twite.common.config.SecretsFile;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Twite that runs to be measured, and the servers below it. */
final class Stage implements AutoCloseable {
  /** So that the tokens of the set-up last; and hashing passwords is not what is measured. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "TWITE_AUTH_ACCESS_TOKEN_LIFE", "1h",
          "TWITE_AUTH_BCRYPT_COST", "4");

  private final Path dataDir;
  private final LaunchedServer server;
  private final Map<String, String> secrets;

  private Stage(Path dataDir, LaunchedServer server, Map<String, String> secrets) {
    this.dataDir = dataDir;
    this.server = server;
    this.secrets = secrets;
  }

  /**
   * @param dataDir kept as it is
   * @param split a process a service
   */
  static Stage start(Path dataDir, boolean split, PrintStream out) {
    Map<String, String> env = new HashMap<>(SETTINGS);
    env.put("TWITE_DATA_DIR", dataDir.toAbsolutePath().toString());
    LaunchedServer server = LaunchedServer.start(split ? List.of("--split") : List.of(), env, out);
    try {
      return new Stage(dataDir, server, SecretsFile.read(dataDir));
    } catch (IOException e) {
      server.close();
      throw new BenchException("Can't read the secrets of " + dataDir, e);
    }
  }

  /** Each race begins with nothing, or its figures would change with those before it. */
  static void clear(Path dataDir) {
    if (!Files.exists(dataDir)) {
      return;
    }
    try (Stream<Path> all = Files.walk(dataDir)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new BenchException("Can't delete " + dataDir + ": " + e.getMessage(), e);
    }
  }

  URI url() {
    return server.url();
  }

  LaunchedServer server() {
    return server;
  }

  Path dataDir() {
    return dataDir;
  }

  Api api() {
    return new Api(new Http(url()));
  }

  String redisUrl() {
    return "redis://:%s@127.0.0.1:%d/0"
        .formatted(secrets.get("TWITE_LOCAL_REDIS_PASSWORD"), portBase() + 2);
  }

  Postgres postgres() {
    return new Postgres(
        "jdbc:postgresql://127.0.0.1:" + (portBase() + 1) + "/twite",
        "postgres",
        secrets.get("TWITE_LOCAL_PG_SUPERUSER_PASSWORD"));
  }

  /** The public keys. */
  String keySet() {
    try {
      Http http = new Http(url());
      Http.Answer answer = http.once(http.request("/.well-known/jwks.json").build());
      return new String(answer.body(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int portBase() {
    return Integer.parseInt(System.getenv().getOrDefault("TWITE_PORT_BASE", "8080"));
  }

  @Override
  public void close() {
    server.close();
  }
}
