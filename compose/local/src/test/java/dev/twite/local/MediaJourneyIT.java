package dev.twite.local;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A picture's way through all services, each in its own process, as `make run SPLIT=1` has them.
 */
@Tag("verify")
class MediaJourneyIT {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir Path folder;

  @Test
  void aPictureIsSentTweetedShownFetchedWornAndGone() throws Exception {
    try (LocalRun run = LocalRun.start(folder, true)) {
      Resident ada = Resident.moveIn(run.url(), "ada");
      Resident bob = Resident.moveIn(run.url(), "bob");
      bob.follow(ada);

      JsonNode media = created(ada.upload(picture(900, 600), "Two colours"));
      assertThat(media.path("width").asInt()).isEqualTo(900);
      assertThat(media.path("alt").asText()).isEqualTo("Two colours");
      Map<String, Object> draft =
          Map.of("text", "", "media_ids", List.of(media.path("id").asText()));
      String key = UUID.randomUUID().toString();
      JsonNode tweet = created(ada.post("/v1/tweets", draft, key));
      assertThat(tweet.path("media").path(0)).isEqualTo(media);
      assertThat(created(ada.post("/v1/tweets", draft, key)).path("id"))
          .isEqualTo(tweet.path("id"));
      assertThat(bob.post("/v1/tweets", draft, key).status()).isEqualTo(400);

      eventually(
          () -> {
            JsonNode home = bob.get("/v1/timelines/home").body().path("data").path(0);
            assertThat(home.path("media").path(0)).isEqualTo(media);
          });
      String url = media.path("url").asText();
      HttpResponse<byte[]> whole = fetch(url);
      assertThat(whole.statusCode()).isEqualTo(200);
      assertThat(ImageIO.read(new java.io.ByteArrayInputStream(whole.body())).getWidth())
          .isEqualTo(900);
      HttpResponse<byte[]> part = fetch(url, "Range", "bytes=10-29");
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 10, 30));
      String tag = whole.headers().firstValue("ETag").orElseThrow();
      assertThat(fetch(url, "If-None-Match", tag).statusCode()).isEqualTo(304);

      JsonNode face = created(ada.upload(picture(200, 200), ""));
      JsonNode profile =
          ada.patch("/v1/me", Map.of("avatar_media_id", face.path("id").asText())).body();
      String avatar = profile.path("avatar_url").asText();
      assertThat(avatar).isEqualTo(face.path("preview_url").asText());
      assertThat(fetch(avatar).statusCode()).isEqualTo(200);
      eventually(
          () -> {
            JsonNode home = bob.get("/v1/timelines/home").body().path("data").path(0);
            assertThat(home.path("author").path("avatar_url").asText()).isEqualTo(avatar);
          });

      assertThat(ada.delete("/v1/tweets/" + tweet.path("id").asText()).status()).isEqualTo(204);
      eventually(() -> assertThat(fetch(url).statusCode()).isEqualTo(404));
      assertThat(fetch(avatar).statusCode()).isEqualTo(200);
    }
  }

  private static JsonNode created(Resident.Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer.body();
  }

  private static HttpResponse<byte[]> fetch(String url, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static byte[] picture(int width, int height) throws Exception {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.ORANGE);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }
}
