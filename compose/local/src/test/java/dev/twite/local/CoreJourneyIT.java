package dev.twite.local;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The core path through every service, in both shapes, started by the code of `make run`. */
class CoreJourneyIT {
  /** From the 201 to the follower's home timeline, when nothing else is going on. */
  private static final Duration FRESH = Duration.ofMillis(200);

  private static final int WARM_UP = 30;
  private static final int SAMPLES = 15;
  private static final String PASSWORD = "correct horse battery staple";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final int base = FreeBase.next();
  private final HttpClient http = HttpClient.newHttpClient();
  private LocalRun run;

  private record Person(String id, String token) {}

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFollowerSeesATweetWithin200MsOfItsAcknowledgement(boolean split) throws Exception {
    start(split);
    Person ada = register("ada");
    Person bob = register("bob");
    JsonNode follow = send("PUT", "/v1/users/" + ada.id() + "/follow", bob, 200);
    assertThat(follow.toString()).contains("\"following\":true");
    // An untrained JVM interprets: the first tweets take what the first tweets take.
    for (int i = 0; i < WARM_UP; i++) {
      String early = tweet(ada, "Warming up " + i);
      eventually(() -> assertThat(home(bob)).contains(early));
    }

    // The median of some: one moment of a busy machine says nothing.
    List<Duration> fresh = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      String id = tweet(ada, "Hello, Bob, number " + i);
      long begin = System.nanoTime();
      eventually(() -> assertThat(home(bob).getFirst()).isEqualTo(id));
      fresh.add(Duration.ofNanos(System.nanoTime() - begin));
      eventually(() -> assertThat(home(ada).getFirst()).isEqualTo(id));
    }
    fresh.sort(null);
    assertThat(fresh.get(SAMPLES / 2)).as("%s", fresh).isLessThan(FRESH);

    send("DELETE", "/v1/users/" + ada.id() + "/follow", bob, 200);
    eventually(() -> assertThat(home(bob)).isEmpty());
  }

  @Test
  void theNextStartStillKnowsPeopleAndTweets() throws Exception {
    start(false);
    String id = tweet(register("ada"), "Will this be kept?");
    run.close();

    start(false);
    JsonNode session =
        send("POST", "/v1/auth/login", Map.of("login", "ada", "password", PASSWORD), null, 200);
    eventually(() -> assertThat(home(person(session))).containsExactly(id));
  }

  @AfterEach
  void stop() {
    run.close();
  }

  private void start(boolean split) throws Exception {
    run = LocalRun.start(folder, split, base);
  }

  private Person register(String handle) throws IOException, InterruptedException {
    Map<String, String> body =
        Map.of(
            "handle",
            handle,
            "email",
            handle + "@example.org",
            "password",
            PASSWORD,
            "name",
            handle);
    return person(send("POST", "/v1/auth/register", body, null, 201));
  }

  private static Person person(JsonNode session) {
    return new Person(
        session.path("user").path("id").asText(), session.path("access_token").asText());
  }

  private String tweet(Person author, String text) throws IOException, InterruptedException {
    return send("POST", "/v1/tweets", Map.of("text", text), author, 201).path("id").asText();
  }

  private List<String> home(Person reader) throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    send("GET", "/v1/timelines/home", reader, 200)
        .path("data")
        .forEach(tweet -> ids.add(tweet.path("id").asText()));
    return ids;
  }

  private JsonNode send(String method, String path, Person as, int status)
      throws IOException, InterruptedException {
    return send(method, path, Map.of(), as, status);
  }

  private JsonNode send(String method, String path, Map<String, String> body, Person as, int status)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + base + path))
            .method(
                method,
                body.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (as != null) {
      request.header("Authorization", "Bearer " + as.token());
    }
    var response = http.send(request.build(), BodyHandlers.ofString());
    assertThat(response.statusCode())
        .as(method + " " + path + ": " + response.body())
        .isEqualTo(status);
    return JSON.readTree(response.body());
  }
}
