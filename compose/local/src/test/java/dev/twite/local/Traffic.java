package dev.twite.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;

/** Two people who use all that Twite has, again and again. */
final class Traffic implements AutoCloseable {
  /** What limits guard is done less often. */
  private static final int SELDOM = 4;

  private static final int MOST = 8;

  /** Accounts that may be made in an hour, without the first two. */
  private static final int NEWCOMERS = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Town town;
  private final Resident ada;
  private final Resident bob;
  private final LiveSocket socket;
  private int rounds;

  Traffic(Town town) throws Exception {
    this.town = town;
    this.ada = Resident.moveIn(town.url(), "ada");
    this.bob = Resident.moveIn(town.url(), "bob");
    bob.follow(ada);
    this.socket = LiveSocket.open(town.url(), bob);
    socket.subscribe("home");
    socket.subscribe("notifications");
  }

  /** Everything once. */
  void round() throws Exception {
    rounds++;
    String tweet = ada.tweet("Number " + rounds + " of #many");
    socket.await("event", "");
    took(() -> bob.put("/v1/tweets/" + tweet + "/like"));
    Map<String, Object> reply = Map.of("text", "@" + ada.handle() + " yes", "reply_to_id", tweet);
    took(() -> bob.post("/v1/tweets", reply, UUID.randomUUID().toString()));
    for (String path :
        List.of(
            "/v1/timelines/home",
            "/v1/notifications",
            "/v1/search/tweets?q=number",
            "/v1/search/users?q=ada",
            "/v1/search/suggest?q=ad",
            "/v1/trends",
            "/v1/users/" + ada.id(),
            "/v1/tweets/" + tweet)) {
      took(() -> bob.get(path));
    }
    took(() -> ada.get("/v1/analytics/me"));
    took(() -> ada.patch("/v1/me", Map.of("bio", "Round " + rounds)));
    took(() -> bob.delete("/v1/users/" + ada.id() + "/follow"));
    bob.follow(ada);
    if (rounds % SELDOM == 1 && rounds < SELDOM * MOST) {
      seldom();
    }
  }

  private void seldom() throws Exception {
    if (rounds < SELDOM * NEWCOMERS) {
      Resident.moveIn(town.url(), "cem").follow(ada);
    }
    ada.again().refresh();
    took(
        () ->
            ada.post(
                "/v1/auth/password-reset",
                Map.of("email", ada.handle() + "@example.org"),
                UUID.randomUUID().toString()));
    byte[] picture = picture();
    Resident.Answer media = took(() -> ada.upload(picture, "Nothing to see"));
    Map<String, Object> draft =
        Map.of("text", "Look", "media_ids", List.of(media.body().path("id").asText()));
    took(() -> ada.post("/v1/tweets", draft, UUID.randomUUID().toString()));
    JsonNode url = media.body().path("url");
    assertThat(fetch(url.asText())).isEqualTo(200);
    assertThat(fetch(rest("admin") + "/admin/sign-in")).isEqualTo(200);
    // Nobody's, so that it is counted and refused.
    assertThat(signIn(rest("admin"))).isBetween(400, 499);
    assertThat(fetch(rest("profile") + "/profiles/" + ada.handle())).isEqualTo(200);
  }

  private String rest(String name) {
    LocalService service =
        town.settings().services().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    return "http://127.0.0.1:" + town.settings().ports().rest(service);
  }

  private interface Try {
    Resident.Answer send() throws IOException, InterruptedException;
  }

  /** Insists while it is refused for now, and fails unless it is taken then. */
  private static Resident.Answer took(Try request) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Resident.Answer answer = request.send();
    while (answer.isRefusedForNow() && System.nanoTime() < end) {
      answer = request.send();
    }
    assertThat(answer.status()).as(answer.toString()).isBetween(200, 299);
    return answer;
  }

  private static int signIn(String panel) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(panel + "/admin/sign-in"))
            .header("Origin", panel)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("login=nobody&password=nothing+of+anybody&to="))
            .build();
    return HTTP.send(request, BodyHandlers.ofByteArray()).statusCode();
  }

  private static int fetch(String url) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    return answer.statusCode();
  }

  private static byte[] picture() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB), "png", png);
    return png.toByteArray();
  }

  @Override
  public void close() {
    socket.close();
  }
}
