package dev.twite.local;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of the whole of Twite, its data wiped, and the backup restored. */
@Tag("verify")
class BackupProofIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int TWEETS = 20;

  @TempDir Path folder;

  /** What people see, with nothing in it that time alone changes. */
  private record Seen(
      List<String> home,
      List<String> tweets,
      List<String> followers,
      List<String> likers,
      List<String> found,
      byte[] picture) {
    static Seen by(Resident bob, Resident ada, JsonNode media) throws Exception {
      String first = last(ada.all("/v1/users/" + ada.id() + "/tweets"));
      return new Seen(
          bob.all("/v1/timelines/home"),
          bob.all("/v1/users/" + ada.id() + "/tweets"),
          bob.all("/v1/users/" + ada.id() + "/followers"),
          bob.all("/v1/tweets/" + first + "/likes"),
          bob.all("/v1/search/tweets?q=backup"),
          fetch(media.path("url").asText()));
    }
  }

  @Test
  void everyTweetFollowLikeAndPictureComesBackAndTimelinesAreEqual() throws Exception {
    Path data = folder.resolve("data");
    int base = FreeBase.next();
    Resident ada;
    Resident bob;
    JsonNode media;
    Seen before;
    try (LocalRun run = LocalRun.start(data, false, base)) {
      ada = Resident.moveIn(run.url(), "ada");
      bob = Resident.moveIn(run.url(), "bob");
      bob.follow(ada);
      media = ok(ada.upload(picture(), "One colour"));
      List<String> ids = tweets(ada, media);
      ok(bob.put("/v1/tweets/" + ids.get(0) + "/like"));
      eventually(
          () -> {
            assertThat(bob.all("/v1/timelines/home")).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(bob.all("/v1/search/tweets?q=backup")).hasSize(TWEETS);
            assertThat(bob.all("/v1/tweets/" + ids.get(0) + "/likes")).containsExactly(bob.id());
          });
      before = Seen.by(bob, ada, media);
    }

    Path archive = Backup.write(data, folder.resolve("backups"), Clock.systemUTC());
    MoreFiles.deleteRecursively(data, RecursiveDeleteOption.ALLOW_INSECURE);
    Restore.from(archive, data, false);

    try (LocalRun run = LocalRun.start(data, false, base)) {
      assertThat(run.url().getPort()).isEqualTo(base);
      eventually(
          () -> assertThat(Seen.by(bob, ada, media)).usingRecursiveComparison().isEqualTo(before));
      // It goes on: what is new reaches those who read, through all that was restored.
      String next = ada.tweet("After the backup");
      eventually(() -> assertThat(bob.all("/v1/timelines/home")).startsWith(next));
      assertThat(bob.all("/v1/timelines/home")).hasSize(TWEETS + 1);
      assertThat(ada.login().status()).isEqualTo(200);
    }
  }

  private static List<String> tweets(Resident ada, JsonNode media) throws Exception {
    List<String> ids = new ArrayList<>();
    Map<String, Object> pictured =
        Map.of("text", "A backup with a picture", "media_ids", List.of(media.path("id").asText()));
    JsonNode first = ok(ada.post("/v1/tweets", pictured, UUID.randomUUID().toString()));
    ids.add(first.path("id").asText());
    for (int i = 1; i < TWEETS; i++) {
      ids.add(ada.tweet("A backup of tweet " + i));
    }
    return ids;
  }

  private static JsonNode ok(Resident.Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isBetween(200, 201);
    return answer.body();
  }

  private static byte[] fetch(String url) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray())
        .body();
  }

  private static String last(List<String> ids) {
    return ids.get(ids.size() - 1);
  }

  private static byte[] picture() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB), "png", png);
    return png.toByteArray();
  }
}
