package dev.twite.like;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.config.Secret;
import dev.twite.common.http.Json;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.identity.ServiceIdentity;
import dev.twite.common.ops.OpsConfig;
import dev.twite.common.reconcile.ReconcileResult;
import dev.twite.common.reconcile.ReconcileResults;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Drift made by hand is found and repaired, and nothing else is. */
class ReconcileIT {
  private static LikeFixture on;

  @BeforeAll
  static void start() throws Exception {
    on = new LikeFixture();
  }

  @AfterAll
  static void stop() {
    on.close();
  }

  @Test
  void driftInTheDatabaseIsFoundAndRepaired_R6() {
    long inflated = liked(3);
    long lost = liked(2);
    long invented = on.newTweet();
    on.execute("UPDATE like_counts SET count = 9 WHERE tweet_id = ?", inflated);
    on.execute("DELETE FROM like_counts WHERE tweet_id = ?", lost);
    on.execute("INSERT INTO like_counts VALUES (?, 4, 4)", invented);

    ReconcileResult found = on.reconcile("like_counts", false);
    assertThat(found.drifted()).isEqualTo(3);
    assertThat(found.repaired()).isZero();
    assertThat(found.clean()).isFalse();
    assertThat(found.examples()).contains("tweet " + inflated + ": count 9, likes 3");

    ReconcileResult repaired = on.reconcile("like_counts", true);
    assertThat(repaired.drifted()).isEqualTo(3);
    assertThat(repaired.repaired()).isEqualTo(3);
    assertThat(repaired.clean()).isTrue();
    assertThat(on.reconcile("like_counts", false).drifted()).isZero();
    assertThat(on.reconcile("like_counts_in_redis", true).error()).isEmpty();
    assertThat(on.countOf(inflated)).isEqualTo(3);
    assertThat(on.countOf(lost)).isEqualTo(2);
    assertThat(on.countOf(invented)).isZero();
  }

  @Test
  void driftInRedisIsFoundAndRepaired_R6() {
    long wrong = liked(2);
    long ahead = liked(1);
    try (Jedis redis = on.redis()) {
      redis.set("lc:" + wrong, "2:50");
      redis.set("lc:" + ahead, "999:0");
      assertThat(on.countOf(wrong)).isEqualTo(50);
      assertThat(on.reconcile("like_counts_in_redis", false).drifted()).isEqualTo(2);
      ReconcileResult repaired = on.reconcile("like_counts_in_redis", true);
      assertThat(repaired.repaired()).isEqualTo(2);
      assertThat(redis.get("lc:" + wrong)).isEqualTo("2:2");
    }
    assertThat(on.countOf(wrong)).isEqualTo(2);
    assertThat(on.countOf(ahead)).isEqualTo(1);
    assertThat(on.reconcile("like_counts_in_redis", false).drifted()).isZero();
  }

  @Test
  void noDriftIsFoundWhereTrafficRuns() throws Exception {
    long hot = on.newTweet();
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        long user = on.newUser();
        clients.execute(
            () -> {
              while (!over.get()) {
                on.like(user, hot);
                on.unlike(user, hot);
              }
            });
      }
      try {
        for (int i = 0; i < 3; i++) {
          assertThat(on.reconcile(true)).allMatch(result -> result.drifted() == 0);
        }
      } finally {
        over.set(true);
      }
    }
    assertThat(on.countOf(hot)).isZero();
  }

  @Test
  void onlyTheOperatorsCommandMayAskForIt_S20() throws Exception {
    assertThat(post("").statusCode()).isEqualTo(401);
    assertThat(post("Bearer forged").statusCode()).isEqualTo(401);
    assertThat(post(token("gateway", "like")).statusCode()).isEqualTo(403);
    assertThat(post(token("local", "tweet")).statusCode()).isEqualTo(401);
    HttpResponse<byte[]> answer = post(token("local", "like"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.read(answer.body(), ReconcileResults.class).results())
        .extracting(ReconcileResult::name)
        .containsExactly("like_counts", "like_counts_in_redis");
    HttpRequest get = HttpRequest.newBuilder(uri()).GET().build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(get, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
    }
  }

  private static HttpResponse<byte[]> post(String authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri()).POST(BodyPublishers.noBody());
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    }
  }

  private static URI uri() {
    return URI.create(
        "http://127.0.0.1:%d/reconcile?repair=false"
            .formatted(on.service.get(OpsConfig.class).port()));
  }

  private static String token(String as, String target) {
    ServiceIdentity identity =
        new ServiceIdentity(as, new Secret(on.env.asMap().get("TWITE_SERVICE_SECRET")));
    return "Bearer " + new CallTokens(identity, Clock.systemUTC()).mint(target, Optional.empty());
  }

  private static long liked(int times) {
    long tweet = on.newTweet();
    for (int i = 0; i < times; i++) {
      on.like(on.newUser(), tweet);
    }
    return tweet;
  }
}
