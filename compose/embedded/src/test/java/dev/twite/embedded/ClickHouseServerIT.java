package dev.twite.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The HTTP interface as a driver sees it; the driver itself has its tests in {@code common}. */
class ClickHouseServerIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static ClickHouseServer server;

  @BeforeAll
  static void start() {
    NeedsNode.check();
    server = TestServers.newClickHouse();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void answersInTheFormatThatIsAskedFor() throws Exception {
    assertThat(post("", "SELECT 1 + 1").body()).isEqualTo("2\n");
    assertThat(post("?default_format=CSV", "SELECT 'a', 2").body()).isEqualTo("\"a\",2\n");
    assertThat(post("", "SELECT 1 AS n FORMAT JSONEachRow").body()).isEqualTo("{\"n\":1}\n");
    assertThat(get("?query=SELECT+version()").body()).startsWith("26.");
    assertThat(get("ping").body()).isEqualTo("Ok.\n");
  }

  @Test
  void letsNobodyInWithoutThePassword() throws Exception {
    for (String password : new String[] {"", "wrong", server.password() + "x"}) {
      HttpResponse<String> refused = send("", "SELECT 1", "twite", password);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(code(refused)).isEqualTo("516");
    }
    assertThat(code(send("", "SELECT 1", "default", server.password()))).isEqualTo("516");
  }

  @Test
  void listensOnThisMachineOnly() throws Exception {
    String listening = Files.readString(java.nio.file.Path.of("/proc/net/tcp"));
    assertThat(listening).contains("0100007F:%04X".formatted(server.port()));
    assertThat(listening).doesNotContain("00000000:%04X".formatted(server.port()));
  }

  @Test
  void keepsSettingsAndDatabaseToTheirRequest() throws Exception {
    String ask = "SELECT getSetting('max_block_size'), currentDatabase()";
    String usual = post("", ask).body();
    post("", "CREATE DATABASE IF NOT EXISTS aside");
    assertThat(post("?max_block_size=77&database=aside", ask).body()).isEqualTo("77\taside\n");
    assertThat(code(post("?max_block_size=78&database=aside", "SELECT nonsense"))).isEqualTo("47");
    assertThat(post("", ask).body()).isEqualTo(usual);
    assertThat(post("?param_n=41", "SELECT {n:UInt8} + 1").body()).isEqualTo("42\n");
  }

  @Test
  void saysWhatIsWrongAsClickHouseDoes() throws Exception {
    HttpResponse<String> unknown = post("", "SELECT * FROM nowhere");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(code(unknown)).isEqualTo("60");
    assertThat(unknown.body()).startsWith("Code: 60. DB::Exception: ").contains("UNKNOWN_TABLE");
    assertThat(code(post("", "SELEKT 1"))).isEqualTo("62");
    assertThat(code(post("?no_such_setting=1", "SELECT 1"))).isEqualTo("115");
    assertThat(code(post("?x;DROP=1", "SELECT 1"))).isEqualTo("115");
    assertThat(code(post("?database=nowhere", "SELECT 1"))).isEqualTo("81");
    assertThat(code(get("?query=CREATE+DATABASE+by_get"))).isEqualTo("164");
    assertThat(code(post("?compress=1", "SELECT 1"))).isEqualTo("48");
    assertThat(code(post("", ""))).isEqualTo("62");
  }

  @Test
  void takesInsertsOfAnyFormatByteForByte() throws Exception {
    post("", "CREATE TABLE bytes (s String) ENGINE = MergeTree ORDER BY s");
    byte[] row = {3, (byte) 0xff, 0, '\n'};
    HttpRequest request =
        request("?query=INSERT+INTO+bytes+FORMAT+RowBinary", "twite", server.password())
            .POST(BodyPublishers.ofByteArray(row))
            .build();
    assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    assertThat(post("", "SELECT hex(s) FROM bytes").body()).isEqualTo("FF000A\n");
  }

  @Test
  void compressesForWhoAsksForIt() throws Exception {
    HttpRequest request =
        request("?enable_http_compression=1", "twite", server.password())
            .header("Accept-Encoding", "gzip")
            .POST(BodyPublishers.ofString("SELECT repeat('x', 10000)"))
            .build();
    HttpResponse<java.io.InputStream> answer = CLIENT.send(request, BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    try (GZIPInputStream in = new GZIPInputStream(answer.body())) {
      assertThat(in.readAllBytes()).hasSize(10_001);
    }
  }

  @Test
  void doesNothingOfARequestThatBreaksOff() throws Exception {
    post("", "CREATE TABLE half (n UInt64) ENGINE = MergeTree ORDER BY n");
    String login =
        Base64.getEncoder().encodeToString(("twite:" + server.password()).getBytes(UTF_8));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nAuthorization: Basic "
                  + login
                  + "\r\n\r\nINSERT INTO half VALUES (1), (2)")
              .getBytes(UTF_8));
      out.flush();
    }
    // Statements run in order of arrival: had it been taken, it would be before this one.
    assertThat(post("", "SELECT count() FROM half").body()).isEqualTo("0\n");
  }

  @Test
  void keepsWhatItHasAcknowledgedThroughAKill() throws Exception {
    try (ClickHouseServer own = TestServers.newClickHouse()) {
      send(own, "CREATE TABLE kept (n UInt64) ENGINE = MergeTree ORDER BY n");
      send(own, "INSERT INTO kept SELECT number FROM numbers(1000)");
      own.kill();
      own.start();
      own.awaitReady(LIMIT);
      assertThat(send(own, "SELECT count(), sum(n) FROM kept").body()).isEqualTo("1000\t499500\n");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(
                      own.logFile().resolveSibling("../clickhouse/front.json").normalize())))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void twoFirstUsesInstallOnce() throws Exception {
    // Both find the cache as it is; on a new machine one makes it and the other waits for the lock.
    var first = Thread.ofPlatform().start(NeedsNode::install);
    NeedsNode.install();
    assertThat(first.join(Duration.ofMillis(TimeUnit.MINUTES.toMillis(5)))).isTrue();
    assertThat(ChdbPackage.isInstalled()).isTrue();
  }

  @Test
  void saysWhatAMachineLacks() throws IOException {
    assertThat(ClickHouseServer.missing("/nowhere").orElse("")).contains("Node is not on the PATH");
    assertThat(NodeRuntime.unknownPlatform("Mac OS X", "aarch64")).isPresent();
    assertThat(NodeRuntime.unknownPlatform("Linux", "amd64")).isEmpty();
  }

  private static HttpResponse<String> post(String query, String body) throws Exception {
    return send(query, body, "twite", server.password());
  }

  private static HttpResponse<String> send(String query, String body, String user, String password)
      throws Exception {
    return CLIENT.send(
        request(query, user, password).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> send(ClickHouseServer to, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(to.url() + "/"))
            .header("X-ClickHouse-User", "twite")
            .header("X-ClickHouse-Key", to.password())
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static HttpResponse<String> get(String query) throws Exception {
    return CLIENT.send(
        request(query, "twite", server.password()).GET().build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String query, String user, String password) {
    return HttpRequest.newBuilder(URI.create(server.url() + "/" + query))
        .header("X-ClickHouse-User", user)
        .header("X-ClickHouse-Key", password);
  }

  private static String code(HttpResponse<String> answer) {
    return answer.headers().firstValue("X-ClickHouse-Exception-Code").orElse("");
  }
}
