package dev.twite.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import dev.twite.common.boot.RunningService;
import dev.twite.common.http.HttpServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes in, the answer is a proper one, and the fault is never ours (S24). */
final class FuzzIT {
  private static final int REQUESTS = 2_000;
  private static final long SEED = 24;

  private final Random random = new Random(SEED);
  private final List<String> operations = List.copyOf(new Contract().operations().keySet());

  @Test
  void noInputIsOurFault_S24() throws Exception {
    try (Gateways gateways = Gateways.with()) {
      RunningService gateway = gateways.start();
      Client anyone = Gateways.clientOf(gateway);
      RawClient raw = new RawClient(gateway.get(HttpServer.class).port());
      gateways.others.profile.add(1001);
      String token = gateways.others.auth.mint().sign(1001, 1002);
      List<String> faults = new ArrayList<>();
      int refused = 0;
      for (int i = 0; i < REQUESTS; i++) {
        // ISO 8859-1: each char is one byte.
        String request = request(token);
        Answer answer = raw.send(request.getBytes(StandardCharsets.ISO_8859_1));
        refused += answer.status() >= 400 ? 1 : 0;
        String fault = faultOf(answer, request.startsWith("HEAD "));
        if (!fault.isEmpty()) {
          String start = request.substring(0, Math.min(300, request.length()));
          faults.add(fault + ": " + answer + "\n to: " + start);
        }
      }
      assertThat(faults).isEmpty();
      assertThat(refused).isBetween(REQUESTS / 2, REQUESTS - 50);
      assertThat(anyone.get("/healthz").status()).isEqualTo(200);
    }
  }

  private static String faultOf(Answer answer, boolean head) {
    if (answer.status() >= 500 || answer.status() < 200) {
      return "status";
    }
    if (answer.header("X-Request-Id").isEmpty()) {
      return "no request id";
    }
    if (!answer.header("X-Evil").isEmpty() || answer.headers().map().containsKey("set-cookie")) {
      return "a header of the client's";
    }
    for (String leak : List.of("Exception", "at dev.", "at java.", "SELECT ", "jetty", "javalin")) {
      if (answer.status() >= 400 && answer.text().contains(leak)) {
        return "leaks " + leak;
      }
    }
    if (answer.status() < 400 || head) {
      // An answer to HEAD has no body.
      return "";
    }
    return answer.header("Content-Type").startsWith("application/problem+json")
            && !answer.code().isEmpty()
            && answer.body().path("status").asInt() == answer.status()
            && answer.body().has("request_id")
        ? ""
        : "no problem";
  }

  private String request(String token) {
    List<String> operation = Splitter.on(' ').splitToList(one(operations));
    String method = chance(10) ? one(METHODS) : operation.get(0);
    String path =
        operation
            .get(1)
            .replaceAll("\\{[a-z]+}", java.util.regex.Matcher.quoteReplacement(one(VALUES)));
    path = chance(15) ? one(PATHS) : path;
    path += chance(30) ? "?" + one(QUERIES) : "";
    String body = method.equals("GET") && !chance(10) ? "" : body();
    StringBuilder request = new StringBuilder();
    request.append(method).append(' ').append(path).append(' ');
    request.append(chance(4) ? one(VERSIONS) : "HTTP/1.1").append("\r\n");
    request.append("Host: localhost\r\nConnection: close\r\n");
    if (chance(70)) {
      request.append("Authorization: ");
      request.append(chance(75) ? "Bearer " + token : one(CREDENTIALS).replace("TOKEN", token));
      request.append("\r\n");
    }
    if (chance(25)) {
      request.append(one(HEADERS)).append("\r\n");
    }
    if (!body.isEmpty()) {
      request.append("Content-Type: ");
      request.append(chance(90) ? "application/json" : one(TYPES)).append("\r\n");
      int length = chance(95) ? body.length() : body.length() + random.nextInt(1, 50);
      request.append("Content-Length: ").append(length).append("\r\n");
    }
    return request.append("\r\n").append(body).toString();
  }

  private String body() {
    if (chance(40)) {
      return one(BODIES);
    }
    StringBuilder body = new StringBuilder("{");
    for (int i = random.nextInt(4); i >= 0; i--) {
      body.append('"').append(one(MEMBERS)).append("\":").append(one(JSON));
      body.append(i > 0 ? "," : "}");
    }
    if (chance(15)) {
      body.setCharAt(random.nextInt(body.length()), (char) random.nextInt(256));
    }
    return body.toString();
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static final List<String> METHODS =
      List.of(
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "OPTIONS",
          "TRACE",
          "CONNECT",
          "BREW",
          "get",
          "PROPFIND",
          "QUERY",
          "G\u00c4T",
          "A".repeat(300));

  private static final List<String> VERSIONS =
      List.of("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/3.7", "HTTP/", "SPDY/1", "");

  private static final List<String> VALUES =
      List.of(
          "1001",
          "1",
          "0",
          "-1",
          "9223372036854775807",
          "9223372036854775808",
          "1e9",
          "0x10",
          "%31",
          "%00",
          "%zz",
          "%",
          "%c3%28",
          "%2e%2e%2f",
          "..",
          "a%0d%0aX-Evil:1",
          "%F0%9F%90%A6",
          "'",
          "%22;DROP",
          "x".repeat(300),
          "9".repeat(5000),
          "{id}",
          "*",
          "%ED%A0%80",
          "a;b=c",
          "%2F",
          "\u00e4",
          " ");

  private static final List<String> PATHS =
      List.of(
          "/",
          "//",
          "/v1",
          "/v1/",
          "/v1//me",
          "/../../etc/passwd",
          "/%2e%2e/%2e%2e/etc/passwd",
          "/docs/assets/..%2f..%2fopenapi.yaml",
          "/docs/assets/%00",
          "/v1/users/by-handle/",
          "/v1/timelines/hashtag/%F0%28%8C%28",
          "/.well-known/jwks.json/",
          "*",
          "http://evil/v1/me",
          "/v1/me#x",
          "/v1/me\u0000",
          "/v1/tweets/1/../2",
          "/" + "a/".repeat(4000),
          "v1/me",
          "/v1/\\me",
          "/healthz;jsessionid=1",
          "/" + "%41".repeat(3000),
          "");

  private static final List<String> QUERIES =
      List.of(
          "limit=0",
          "limit=101",
          "limit=abc",
          "limit=",
          "limit=%zz",
          "limit=%",
          "cursor=%00",
          "limit=99999999999999999999",
          "cursor=-1",
          "cursor=9223372036854775808",
          "cursor=a b",
          "limit=1&limit=2",
          "include=all",
          "include=%F0%28",
          "=",
          "&&&",
          "%",
          "a=%c3%28",
          "limit",
          "cursor=" + "9".repeat(3000),
          "limit=1%0d%0aX-Evil:1",
          "limit=\u0661",
          "include=replies");

  private static final List<String> CREDENTIALS =
      List.of(
          "Bearer",
          "Bearer ",
          "Bearer x",
          "Basic dTpw",
          "bearer TOKEN",
          "TOKEN",
          "Bearer ..",
          "Bearer a.b.c",
          "Bearer TOKENx",
          "Bearer e30.e30.",
          "Bearer " + "A".repeat(6000),
          "Bearer \u00e4\u00ff",
          "Bearer eyJhbGciOiJub25lIn0.e30.",
          "Bearer TOKEN TOKEN");

  private static final List<String> HEADERS =
      List.of(
          "X-Request-Id: a\rX-Evil: 1",
          "X-Request-Id: a\nX-Evil: 1",
          "X-Request-Id: \u0000",
          "X-Request-Id: " + "a".repeat(65),
          "Idempotency-Key: a b",
          "Idempotency-Key: \u00e4",
          "Idempotency-Key: " + "k".repeat(256),
          "Idempotency-Key: ok-1",
          "traceparent: 00-0-0-0",
          "traceparent: \u00ff",
          "X-Forwarded-For: ,,,",
          "X-Forwarded-For: <script>",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: gzip",
          "Content-Length: -1",
          "Content-Length: 99999999999999999999",
          "Expect: 100-continue",
          "Expect: 200-ok",
          "Content-Encoding: gzip",
          "Accept: text/html",
          "Host: other",
          "Host:",
          "Range: bytes=0-1",
          "X-Big: " + "b".repeat(9000),
          "No colon here",
          ": empty name",
          " folded: 1",
          "Origin: null",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Cookie: a=\u0001",
          "If-None-Match: *",
          "Accept-Encoding: gzip;q=x",
          "User-Agent: " + "u".repeat(500));

  private static final List<String> TYPES =
      List.of(
          "text/plain",
          "application/xml",
          "application/json; charset=utf-16",
          "",
          "json",
          "application/json;charset=no-such",
          "multipart/form-data",
          "application/jsonx",
          ";",
          "*/*",
          "application/x-www-form-urlencoded");

  private static final List<String> MEMBERS =
      List.of(
          "text",
          "handle",
          "email",
          "password",
          "name",
          "login",
          "refresh_token",
          "token",
          "current_password",
          "new_password",
          "bio",
          "website",
          "avatar_media_id",
          "reply_to_id",
          "quote_of_id",
          "media_ids",
          "visibility",
          "role",
          "author_id",
          "__proto__",
          "",
          "Text",
          "text\\u0000",
          "@type");

  private static final List<String> JSON =
      List.of(
          "null",
          "true",
          "1",
          "-1",
          "1e999",
          "-0.0",
          "99999999999999999999999",
          "\"\"",
          "\"x\"",
          "[]",
          "{}",
          "[null]",
          "[[[]]]",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"1\"",
          "\"9223372036854775808\"",
          "[\"1\",2,null]",
          "NaN",
          "'x'",
          "\"\\x\"",
          "\"" + "y".repeat(400) + "\"",
          "1" + "0".repeat(1100),
          "\"public\"",
          "\"\u00ff\u00fe\"",
          "{\"a\":{\"b\":[{}]}}",
          "\"a@b\"",
          "\"correct horse\"");

  private static final List<String> BODIES =
      List.of(
          "null",
          "[]",
          "1",
          "\"text\"",
          "{",
          "}",
          "{\"text\"",
          "{\"text\":\"a\",}",
          "{}{}",
          "{} x",
          "{\"text\":\"a\",\"text\":\"b\"}",
          "\u00ef\u00bb\u00bf{}",
          "\u0000",
          "\u00ff\u00fe{\u0000}",
          "[".repeat(5000),
          "{\"a\":".repeat(2000),
          "{\"text\":\"" + "z".repeat(66_000) + "\"}",
          " ".repeat(66_000),
          "<xml/>",
          "a=b&c=d",
          "// comment\n{}",
          "{\"text\":\"\u00e4\"}",
          "{\"text\":\"" + "\\n".repeat(200) + "\"}",
          "--boundary\r\n\r\n--boundary--");
}
