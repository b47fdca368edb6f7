package dev.twite.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.media.testing.Samples;
import dev.twite.proto.media.v1.MediaItem;
import dev.twite.proto.media.v1.OpenRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkIT {
  @TempDir static Path folder;
  private static MediaFixture on;
  private static MediaItem item;
  private static byte[] whole;

  @BeforeAll
  static void start() throws Exception {
    on = new MediaFixture(folder);
    item = on.upload(7, Samples.noise(400, 400));
    whole = on.fetch(item.getKey()).body();
  }

  @AfterAll
  static void stop() {
    on.close();
  }

  @Test
  void aLinkIsAPictureAndCanBeNothingElse_S18() throws Exception {
    HttpResponse<byte[]> answer = on.fetch(item.getKey());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("image/png");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
    assertThat(header(answer, "Content-Disposition"))
        .isEqualTo("inline; filename=\"" + item.getKey() + "\"");
    assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(header(answer, "Set-Cookie")).isEmpty();
    assertThat(answer.body().length).isGreaterThan(256 << 10);
  }

  @Test
  void whatIsKnownIsNotSentAgain() throws Exception {
    String tag = header(on.fetch(item.getKey()), "ETag");
    assertThat(tag).isEqualTo('"' + item.getKey().substring(0, 64) + '"');
    for (String sent : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
      HttpResponse<byte[]> answer = on.fetch(item.getKey(), "If-None-Match", sent);
      assertThat(answer.statusCode()).as(sent).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(header(answer, "ETag")).isEqualTo(tag);
    }
    assertThat(on.fetch(item.getKey(), "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void partsAreSentAsAskedFor() throws Exception {
    int size = whole.length;
    assertPart("bytes=0-99", 0, 100);
    assertPart("bytes=100000-200000", 100_000, 200_001);
    assertPart("bytes=" + (size - 10) + "-", size - 10, size);
    assertPart("bytes=-70000", size - 70_000, size);
    assertPart("bytes=5-" + size * 9L, 5, size);
    HttpResponse<byte[]> past = on.fetch(item.getKey(), "Range", "bytes=" + size + "-");
    assertThat(past.statusCode()).isEqualTo(416);
    assertThat(header(past, "Content-Range")).isEqualTo("bytes */" + size);
    for (String ignored : List.of("bytes=9-3", "lines=1-2", "bytes=a-b", "bytes=0-1,3-4")) {
      HttpResponse<byte[]> answer = on.fetch(item.getKey(), "Range", ignored);
      assertThat(answer.statusCode()).as(ignored).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(whole);
    }
    HttpResponse<byte[]> stale =
        on.fetch(item.getKey(), "Range", "bytes=0-9", "If-Range", "\"other\"");
    assertThat(stale.statusCode()).isEqualTo(200);
  }

  @Test
  void headSaysWhatGetWouldBring() throws Exception {
    HttpResponse<byte[]> answer = on.head(item.getKey());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(header(answer, "Content-Length")).isEqualTo("" + whole.length);
    // RFC 9110, 14.2: a range is of GET alone.
    HttpResponse<byte[]> ranged = on.head(item.getKey(), "Range", "bytes=0-9");
    assertThat(ranged.statusCode()).isEqualTo(200);
    assertThat(header(ranged, "Content-Length")).isEqualTo("" + whole.length);
    assertThat(on.head("0".repeat(64) + ".png").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsNoNameOfOursIs404() throws Exception {
    for (String name :
        List.of(
            "0".repeat(64) + ".png",
            "x.png",
            item.getKey().replace(".png", ".gif"),
            item.getKey() + "x",
            "..%2f..%2fetc%2fpasswd",
            item.getKey().substring(0, 64))) {
      HttpResponse<byte[]> answer = on.fetch(name);
      assertThat(answer.statusCode()).as(name).isBetween(400, 404);
      assertThat(header(answer, "Content-Type")).startsWith("application/problem+json");
    }
  }

  @Test
  void theBytesAreWhatTheirNameSays() {
    byte[] opened = open(0, 0);
    assertThat(com.google.common.hash.Hashing.sha256().hashBytes(opened) + ".png")
        .isEqualTo(item.getKey());
    assertThat(open(10, 5)).isEqualTo(Arrays.copyOfRange(whole, 10, 15));
    assertThat(open(whole.length, 5)).isEmpty();
  }

  private static byte[] open(long offset, long length) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    on.media
        .open(
            OpenRequest.newBuilder()
                .setKey(item.getKey())
                .setOffset(offset)
                .setLength(length)
                .build())
        .forEachRemaining(answer -> all.writeBytes(answer.getData().toByteArray()));
    return all.toByteArray();
  }

  private static void assertPart(String range, int from, int to) throws Exception {
    HttpResponse<byte[]> answer = on.fetch(item.getKey(), "Range", range);
    assertThat(answer.statusCode()).as(range).isEqualTo(206);
    assertThat(answer.body()).as(range).isEqualTo(Arrays.copyOfRange(whole, from, to));
    assertThat(header(answer, "Content-Range"))
        .isEqualTo("bytes " + from + "-" + (to - 1) + "/" + whole.length);
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
