package dev.twite.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.http.HttpServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** How often a client may call, and who counts as one. */
final class LimitIT {
  private static final String REFRESH = "{'refresh_token':'guess'}";
  private static final byte[] HANDSHAKE =
      """
      GET /v1/ws?ticket=guess HTTP/1.1\r
      Host: localhost\r
      Connection: Upgrade\r
      Upgrade: websocket\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
      \r
      """
          .getBytes(StandardCharsets.US_ASCII);

  @Test
  void exactlyAHundredOf500PassOverTwoGateways_S13() throws Exception {
    // A busy build machine must not look like a Redis that is away.
    try (Gateways gateways =
        Gateways.with(
            "LIMITS",
            "strict",
            "RULES",
            "read: {capacity: 100}",
            "REDIS_TIMEOUT",
            "10s",
            "HTTP_DEADLINE",
            "10s")) {
      List<Client> clients = List.of(gateways.client(), gateways.client());
      List<CompletableFuture<Answer>> calls = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < 500; i++) {
        calls.add(clients.get(i % 2).later("GET", "/v1/timelines/public"));
      }
      List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();
      // One more every nine seconds: on a machine that needs so long, so many more.
      long more = Duration.ofNanos(System.nanoTime() - start).toSeconds() / 9;
      int passed = (int) answers.stream().filter(answer -> answer.status() == 200).count();
      assertThat(passed).isBetween(100, 100 + (int) more);
      List<Answer> refused = answers.stream().filter(answer -> answer.status() == 429).toList();
      assertThat(refused).hasSize(500 - passed);
      assertThat(refused)
          .allSatisfy(
              answer -> {
                assertThat(answer.code()).isEqualTo("rate_limited");
                assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 10);
                assertThat(answer.header("RateLimit-Limit")).isEqualTo("100");
                assertThat(answer.header("RateLimit-Remaining")).isEqualTo("0");
                assertThat(Integer.parseInt(answer.header("RateLimit-Reset"))).isBetween(1, 900);
              });
    }
  }

  @Test
  void aClientCanNotChooseItsAddress_S12() throws Exception {
    try (Gateways gateways =
        Gateways.with("LIMITS", "strict", "RULES", "refresh: {capacity: 10}")) {
      Client client = gateways.client();
      Random random = new Random(12);
      int passed = 0;
      for (int i = 0; i < 200; i++) {
        String address =
            random.nextInt(1, 224) + "." + random.nextInt(256) + ".7." + random.nextInt(256);
        Answer answer =
            client.post("/v1/auth/refresh", REFRESH, "X-Forwarded-For", address + ", 10.0.0.1");
        passed += answer.status() == 401 ? 1 : 0;
      }
      assertThat(passed).isEqualTo(10);
    }
  }

  @Test
  void aTrustedProxySaysWhoCallsAndHouseholdsCountOnce_S12() throws Exception {
    try (Gateways gateways =
        Gateways.with(
            "HTTP_TRUSTED_PROXIES", "127.0.0.1,10.0.0.1", "RULES", "refresh: {capacity: 1}")) {
      Client client = gateways.client();
      assertThat(refresh(client, "203.0.113.9")).isEqualTo(401);
      assertThat(refresh(client, "6.6.6.6, 203.0.113.9, 10.0.0.1")).isEqualTo(429);
      assertThat(refresh(client, "203.0.113.10")).isEqualTo(401);
      assertThat(refresh(client, "::ffff:203.0.113.10")).isEqualTo(429);
      assertThat(refresh(client, "2001:db8:1:2::1")).isEqualTo(401);
      assertThat(refresh(client, "2001:db8:1:2:ffff::9")).isEqualTo(429);
      assertThat(refresh(client, "2001:db8:1:3::1")).isEqualTo(401);
    }
  }

  @Test
  void clientsOnThisMachineAreExemptButNotThoseBehindAProxyOnIt() throws Exception {
    try (Gateways gateways = Gateways.with("RULES", "refresh: {capacity: 1}")) {
      Client client = gateways.client();
      for (int i = 0; i < 5; i++) {
        Answer answer = client.post("/v1/auth/refresh", REFRESH);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("RateLimit-Limit")).isEmpty();
      }
      assertThat(refresh(client, "203.0.113.9")).isEqualTo(401);
      assertThat(refresh(client, "203.0.113.9")).isEqualTo(429);
    }
  }

  @Test
  void accountsAreCountedOneByOneAndTriedTokensByAddress() throws Exception {
    try (Gateways gateways = Gateways.with("LIMITS", "strict", "RULES", "read: {capacity: 3}")) {
      Client anyone = gateways.client();
      for (long user : new long[] {4001, 4002}) {
        gateways.others.profile.add(user);
        Client one = anyone.as(gateways.others.auth.mint().sign(user, user));
        for (int left = 2; left >= 0; left--) {
          assertThat(one.get("/v1/me").header("RateLimit-Remaining")).isEqualTo("" + left);
        }
        assertThat(one.get("/v1/me").status()).isEqualTo(429);
        assertThat(one.delete("/v1/users/1/follow").status()).isEqualTo(200);
      }
      Client guesser = anyone.as("guess");
      for (int i = 0; i < 3; i++) {
        assertThat(guesser.get("/v1/me").status()).isEqualTo(401);
      }
      assertThat(guesser.get("/v1/me").status()).isEqualTo(429);
    }
  }

  @Test
  void handshakesOfWebSocketsAreCountedToo_S11() throws Exception {
    try (Gateways gateways = Gateways.with("LIMITS", "strict", "RULES", "socket: {capacity: 3}")) {
      RawClient client = new RawClient(gateways.start().get(HttpServer.class).port());
      for (int i = 0; i < 3; i++) {
        // There is nobody behind the gateway.
        assertThat(client.send(HANDSHAKE).status()).isEqualTo(503);
      }
      Answer refused = client.send(HANDSHAKE);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo("rate_limited");
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 300);
    }
  }

  @Test
  void readsGoOnWhenRedisIsFull_R10() throws Exception {
    try (var redis = dev.twite.embedded.TestServers.newRedis();
        Gateways gateways = Gateways.with("REDIS_URL", redis.url(), "LIMITS", "strict")) {
      Client client = gateways.client();
      try (Jedis operator = new Jedis(java.net.URI.create(redis.url()))) {
        operator.configSet("maxmemory", "1");
      }
      for (int i = 0; i < 10; i++) {
        assertThat(client.get("/v1/timelines/public").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void everythingIsServedWithoutTheLimiterAndLogInsAreStillCounted_R10() throws Exception {
    try (Gateways gateways =
        Gateways.with("LIMITS", "strict", "RULES", "{login: {capacity: 3}, read: {capacity: 3}}")) {
      Client client = gateways.client();
      gateways.limiter.close();
      for (int i = 0; i < 10; i++) {
        assertThat(client.get("/v1/timelines/public").status()).isEqualTo(200);
      }
      int refused = 0;
      for (int i = 0; i < 10; i++) {
        Answer answer = client.post("/v1/auth/login", "{'login':'nobody','password':'guess'}");
        refused += answer.status() == 429 ? 1 : 0;
      }
      assertThat(refused).isEqualTo(7);
    }
  }

  private static int refresh(Client client, String forwardedFor) {
    return client.post("/v1/auth/refresh", REFRESH, "X-Forwarded-For", forwardedFor).status();
  }
}
