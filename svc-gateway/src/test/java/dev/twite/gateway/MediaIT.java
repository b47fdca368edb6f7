package dev.twite.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twite.common.boot.RunningService;
import dev.twite.common.http.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pictures through the gateway: forms in, bytes out. */
final class MediaIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final byte[] FILE = new byte[300_000];

  private static Gateways gateways;
  private static Client someone;
  private static String token;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    new Random(1).nextBytes(FILE);
    FILE[0] = 'y';
    gateways = Gateways.with("GATEWAY_MEDIA_BASE_URL", "https://cdn.example");
    RunningService gateway = gateways.start();
    port = gateway.get(HttpServer.class).port();
    Client anyone = Gateways.clientOf(gateway);
    token = Gateways.session(anyone, "painter").body().path("access_token").asText();
    someone = anyone.as(token);
  }

  @AfterAll
  static void stop() {
    gateways.close();
  }

  @Test
  void aFormBecomesAPictureInAnyOrderOfItsParts() throws Exception {
    HttpResponse<String> before = post(form(field("alt", "Früh"), file("file", FILE)));
    assertThat(before.statusCode()).as(before.body()).isEqualTo(201);
    JsonNode media = JSON.readTree(before.body());
    assertThat(media.path("alt").asText()).isEqualTo("Früh");
    assertThat(media.path("url").asText())
        .matches("https://cdn\\.example/media/[0-9a-f]{64}\\.png");
    HttpResponse<String> after = post(form(file("file", FILE), field("alt", "Spät")));
    assertThat(JSON.readTree(after.body()).path("alt").asText()).isEqualTo("Spät");
    byte[] whole = fetch(media).body();
    assertThat(whole).isEqualTo(FILE);
    HttpResponse<byte[]> part = fetch(media, "Range", "bytes=-1500");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(FILE, FILE.length - 1_500, FILE.length));
    String tag = part.headers().firstValue("ETag").orElseThrow();
    assertThat(fetch(media, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(fetch(media, "Range", "bytes=300000-").statusCode()).isEqualTo(416);
  }

  @Test
  void aPictureOfTheGatewayIsAsHarmlessAsOneOfItsOwnOrigin_S18() throws Exception {
    HttpResponse<byte[]> answer = fetch(JSON.readTree(post(form(file("file", FILE))).body()));
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .contains("sandbox; default-src 'none'");
    assertThat(answer.headers().firstValue("Content-Disposition").orElse("")).startsWith("inline;");
    assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy"))
        .contains("cross-origin");
  }

  @Test
  void badFormsAreSaidWhy() throws Exception {
    assertRefused(post(form(field("alt", "x"))), 400, "file:required");
    assertRefused(post(form(file("picture", FILE))), 400, "picture:unknown_field");
    assertRefused(post(form(field("file", "x"))), 400, "file:invalid_type");
    assertRefused(post(form(file("file", FILE), file("file", FILE))), 400, "file:too_many");
    assertRefused(post(form(file("file", "no".getBytes(StandardCharsets.UTF_8)))), 415, "");
    assertRefused(post("nothing".getBytes(StandardCharsets.UTF_8)), 400, "");
    byte[] cut = form(file("file", FILE));
    assertRefused(post(Arrays.copyOf(cut, cut.length - 20)), 400, "");
    HttpResponse<String> json =
        HTTP.send(
            request()
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build(),
            BodyHandlers.ofString());
    assertRefused(json, 415, "");
  }

  @Test
  void tooMuchIsRefusedAtOnceWhetherItIsSaidBeforeOrNot_S14() throws Exception {
    long start = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          String.join(
                  "\r\n",
                  "POST /v1/media HTTP/1.1",
                  "Host: x",
                  "Authorization: Bearer " + token,
                  "Content-Type: multipart/form-data; boundary=b",
                  "Content-Length: " + (100 << 20),
                  "",
                  "")
              .getBytes(StandardCharsets.US_ASCII));
      byte[] head = socket.getInputStream().readNBytes(12);
      assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
    // Nothing of the body was sent, so nothing of it was waited for: Jetty gives up after 30 s.
    assertThat((System.nanoTime() - start) / 1_000_000_000).isLessThan(20);
    byte[] large = form(file("file", new byte[16 << 20]));
    // Heard although the sender was in the middle of it.
    assertThat(poured(large)).isEqualTo(413);
    assertThat(poured(form(file("file", no(14 << 20))))).isEqualTo(415);
    assertThat(someone.get("/v1/me").status()).isEqualTo(200);
  }

  @Test
  void aProfileShowsWhereItsPictureIsAndOneWithoutCostsNoCall() throws Exception {
    long before = gateways.others.probe.count("GetMedia");
    assertThat(someone.get("/v1/me").body().path("avatar_url").isNull()).isTrue();
    assertThat(gateways.others.probe.count("GetMedia")).isEqualTo(before);
    JsonNode media = JSON.readTree(post(form(file("file", FILE))).body());
    Answer changed =
        someone.send("PATCH", "/v1/me", "{'avatar_media_id':'" + media.path("id").asText() + "'}");
    assertThat(changed.body().path("avatar_url").asText())
        .isEqualTo(media.path("preview_url").asText());
    Answer none = someone.send("PATCH", "/v1/me", "{'avatar_media_id':null}");
    assertThat(none.body().path("avatar_url").isNull()).isTrue();
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String fault)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    if (!fault.isEmpty()) {
      JsonNode first = JSON.readTree(answer.body()).path("errors").path(0);
      assertThat(first.path("field").asText() + ":" + first.path("code").asText()).isEqualTo(fault);
    }
  }

  private static HttpResponse<byte[]> fetch(JsonNode media, String... headers) throws Exception {
    String path = URI.create(media.path("url").asText()).getPath();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static HttpResponse<String> post(byte[] body) throws Exception {
    return HTTP.send(
        request().POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request() {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/media"))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "multipart/form-data; boundary=\"a b\"");
  }

  /** The status of what was sent without saying how long it is. */
  private static int poured(byte[] body) throws Exception {
    return HTTP.send(
            request()
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  private static byte[] no(int size) {
    byte[] bytes = new byte[size];
    bytes[0] = 'n';
    return bytes;
  }

  private static byte[] form(byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes("--a b\r\n".getBytes(StandardCharsets.UTF_8));
      body.writeBytes(part);
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes("--a b--\r\n".getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }

  private static byte[] field(String name, String value) {
    return "Content-Disposition: form-data; name=\"%s\"\r\n\r\n%s"
        .formatted(name, value)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] file(String name, byte[] content) {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    part.writeBytes(
        String.join(
                "\r\n",
                "Content-Disposition: form-data; name=\"%s\"; filename=\"x.svg\"".formatted(name),
                "Content-Type: image/svg+xml",
                "",
                "")
            .getBytes(StandardCharsets.UTF_8));
    part.writeBytes(content);
    return part.toByteArray();
  }
}
