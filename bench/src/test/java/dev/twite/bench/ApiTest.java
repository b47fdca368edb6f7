package dev.twite.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs outlive access tokens. */
class ApiTest {
  private FakeTwite server;
  private Api api;
  private Person ada;
  private Person bob;

  @BeforeEach
  void start() throws IOException {
    server = new FakeTwite(UnaryOperator.identity());
    api = new Api(new Http(server.url()));
    ada = api.register("ada");
    bob = api.register("bob");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyCallGoesOnWithANewTokenWhereTheOldOneHasEnded() throws IOException {
    endTokenOfAda();
    api.follow(ada, bob);
    endTokenOfAda();
    long tweet = api.tweet(ada, "hello");
    endTokenOfAda();
    assertThat(api.home(ada, 20, null).ids()).containsExactly(tweet);
    endTokenOfAda();
    assertThat(api.call(ada, "POST", "/v1/tweets", Map.of("text", "more")).path("id").asLong())
        .isGreaterThan(tweet);
    assertThat(server.renewals()).isEqualTo(4);
  }

  @Test
  void manyAtOnceRenewOnce() {
    endTokenOfAda();
    Crowd.share(
        8, IntStream.range(0, 8).boxed().toList(), number -> api.tweet(ada, "hello " + number));
    assertThat(server.renewals()).isEqualTo(1);
  }

  private void endTokenOfAda() {
    server.expires(ada.accessToken());
  }
}
