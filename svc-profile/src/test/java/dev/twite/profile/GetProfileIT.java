package dev.twite.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GetProfileIT {
  private static ProfileFixture fixture;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    fixture = new ProfileFixture();
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    fixture.close();
  }

  @Test
  void showsAPublicProfileByHandle() throws Exception {
    fixture.create(1_500, "Wren");
    HttpResponse<String> answer = get("/profiles/wREN");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"id":"1500","handle":"Wren","name":"Name 1500","bio":"","location":"","website":"",\
            "created_at":"1970-01-01T00:00:01.500Z",\
            "followers_count":0,"following_count":0,"tweets_count":0}""");
  }

  @Test
  void nobodyIs404() throws Exception {
    HttpResponse<String> answer = get("/profiles/nobody");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(answer.body()).contains("\"code\":\"user_not_found\"");
    assertThat(get("/profiles/%00").statusCode()).isBetween(400, 404);
  }

  private static HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + fixture.httpPort + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
