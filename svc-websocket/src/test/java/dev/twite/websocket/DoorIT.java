package dev.twite.websocket;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.inTime;
import static dev.twite.websocket.testing.Rig.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.identity.Revocations;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TimedTest;
import dev.twite.common.testing.TooLate;
import dev.twite.embedded.RedisServer;
import dev.twite.embedded.TestServers;
import dev.twite.proto.websocket.v1.CreateTicketRequest;
import dev.twite.proto.websocket.v1.SocketsGrpc;
import dev.twite.proto.websocket.v1.Ticket;
import dev.twite.websocket.testing.Rig;
import dev.twite.websocket.testing.Wire;
import dev.twite.websocket.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Who comes in, and until when. */
class DoorIT {
  @Test
  void aTicketOpensOneSocketOnce_S15() throws Exception {
    try (Rig rig = new Rig()) {
      SocketsGrpc.SocketsBlockingStub sockets =
          SocketsGrpc.newBlockingStub(
              rig.cluster.channel("gateway", "websocket", SocketsGrpc.getServiceDescriptor()));
      Ticket ticket =
          Cluster.as(
              World.id(), () -> sockets.createTicket(CreateTicketRequest.getDefaultInstance()));
      assertThat(ticket.getExpiresInS()).isEqualTo(30);
      assertThat(ticket.getTicket()).hasSize(43);
      // Redis has its hash, not the ticket.
      for (String key : rig.keys("ws:ticket:*")) {
        assertThat(key).doesNotContain(ticket.getTicket());
        assertThat(rig.lifeOf(key)).isBetween(1L, 30_000L);
      }
      String target = "/v1/ws?ticket=" + ticket.getTicket();
      try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Wire>> tries = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
          tries.add(many.submit(() -> rig.keep(Wire.open(rig.port(), target))));
        }
        List<Integer> closes = new ArrayList<>();
        for (Future<Wire> one : tries) {
          Wire wire = one.get();
          eventually(() -> assertThat(wire.isEnded() || !wire.frames().isEmpty()).isTrue());
          closes.add(wire.isEnded() ? wire.closeCode() : 0);
        }
        assertThat(closes.stream().filter(code -> code == 0)).hasSize(1);
        assertThat(closes.stream().filter(code -> code == 4401)).hasSize(29);
      }
      for (String bad : List.of("x", "A".repeat(43), "..%2f", "%00")) {
        Wire wire = rig.keep(Wire.open(rig.port(), "/v1/ws?ticket=" + bad));
        assertThat(wire.awaitClose()).as(bad).isEqualTo(4401);
      }
    }
  }

  @Test
  void aTicketExpires_S15() throws Exception {
    try (Rig rig = new Rig("WEBSOCKET_TICKET_LIFE", "50ms")) {
      String ticket = rig.ticket(World.id());
      eventually(() -> assertThat(rig.keys("ws:ticket:*")).isEmpty());
      Wire late = rig.keep(Wire.open(rig.port(), "/v1/ws?ticket=" + ticket));
      assertThat(late.awaitClose()).isEqualTo(4401);
    }
  }

  @Test
  void foreignOriginsAndTokensInTheUrlAreRefusedBeforeTheUpgrade_S15() throws Exception {
    try (Rig rig = new Rig("WEBSOCKET_ORIGINS", "https://twite.example,http://localhost:3000")) {
      String target = "/v1/ws?ticket=" + rig.ticket(World.id());
      for (String origin :
          List.of(
              "https://evil.example",
              "https://twite.example.evil.example",
              "http://twite.example",
              "https://TWITE.example",
              "null",
              "")) {
        Wire wire = rig.keep(Wire.open(rig.port(), target, "Origin", origin));
        assertThat(wire.status).as(origin).isEqualTo(403);
        assertThat(wire.refusal).as(origin).contains("\"code\":\"forbidden\"");
      }
      // None of them has used the ticket up.
      Wire page = rig.keep(Wire.open(rig.port(), target, "Origin", "https://twite.example"));
      page.await("hello");
      for (String query :
          List.of("?access_token=a", "?token=a", "?ticket=a&access_token=b", "?authorization=c")) {
        Wire wire = rig.keep(Wire.open(rig.port(), "/v1/ws" + query));
        assertThat(wire.status).as(query).isEqualTo(400);
        assertThat(wire.refusal).contains("unknown_field");
      }
      assertThat(rig.keep(Wire.open(rig.port(), "/v1/ws")).status).isEqualTo(401);
      assertThat(rig.keep(Wire.open(rig.port(), "/v1/else")).status).isIn(400, 404);
    }
  }

  @TimedTest
  void anEndedSessionClosesWithin5Seconds_S8_S15() throws Exception {
    try (RedisServer redis = TestServers.newRedis();
        Rig rig = new Rig("REDIS_URL", redis.url())) {
      long told = World.id();
      long found = World.id();
      long asked = World.id();
      Wire first = rig.client(told);
      Wire second = rig.client(found);
      Wire third = rig.client(asked);
      Wire other = rig.client(World.id());
      // By message, by the key alone, and by svc-auth while Redis is away.
      rig.redis().call(client -> client.publish(Revocations.CHANNEL, Long.toString(told)));
      assertThat(first.awaitClose(seconds(5))).isEqualTo(4401);
      rig.redis().call(client -> client.set(Revocations.key(found), "1"));
      assertThat(second.awaitClose(seconds(5))).isEqualTo(4401);
      // A ticket from before does not help either.
      Wire again = rig.keep(Wire.open(rig.port(), "/v1/ws?ticket=" + rig.ticket(found)));
      assertThat(again.awaitClose()).isEqualTo(4401);
      redis.kill();
      rig.world.deadSessions.add(asked);
      assertThat(third.awaitClose(seconds(5))).isEqualTo(4401);
      assertThat(other.isEnded()).isFalse();
    }
  }

  @TimedTest
  void anExpiredSessionClosesWithoutAnybodySayingSo_S15() throws Exception {
    try (Rig rig = new Rig()) {
      long expired = World.id();
      long refreshed = World.id();
      long begin = System.nanoTime();
      long soon = System.currentTimeMillis() + 4_000;
      rig.world.sessionEnds.put(expired, soon);
      rig.world.sessionEnds.put(refreshed, soon);
      Wire wire = rig.client(expired);
      Wire other = rig.client(refreshed);
      eventually(() -> assertThat(rig.world.askedSessions).contains(expired, refreshed));
      rig.world.sessionEnds.put(refreshed, soon + 3_600_000);
      // Else that session had ended before it was refreshed.
      inTime(seconds(4), begin);
      assertThat(wire.awaitClose(seconds(30))).isEqualTo(4401);
      assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(soon);
      assertThat(other.isEnded()).isFalse();
    }
  }

  @Test
  void oneUserAndOneInstanceHaveLimits() throws Exception {
    try (Rig rig = new Rig("WEBSOCKET_PER_USER", "3", "WEBSOCKET_SOCKETS_MAX", "5")) {
      long greedy = World.id();
      List<Wire> wires = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        wires.add(rig.client(greedy));
      }
      Wire fourth = rig.keep(Wire.open(rig.port(), "/v1/ws?ticket=" + rig.ticket(greedy)));
      assertThat(fourth.awaitClose()).isEqualTo(4429);
      Wire fine = rig.client(World.id());
      rig.client(World.id());
      Wire sixth = rig.keep(Wire.open(rig.port(), "/v1/ws?ticket=" + rig.ticket(World.id())));
      assertThat(sixth.status).isEqualTo(503);
      assertThat(sixth.refusal).contains("overloaded");
      // Who leaves makes room.
      wires.getFirst().close();
      fine.close();
      eventually(
          () -> {
            Wire next = rig.keep(Wire.open(rig.port(), "/v1/ws?ticket=" + rig.ticket(greedy)));
            next.await("hello");
          });
    }
  }

  @Test
  void whatIsNoHandshakeIsToldSoAndTakesNoPlace_S24() throws Exception {
    try (Rig rig = new Rig("WEBSOCKET_SOCKETS_MAX", "2")) {
      String version = "Sec-WebSocket-Version: 13";
      String key = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==";
      List<List<String>> bad =
          List.of(
              List.of("Connection: Upgrade", version),
              List.of("Connection: Upgrade", version, "Sec-WebSocket-Key: x"),
              List.of("Connection: Upgrade", version, "Sec-WebSocket-Key: \""),
              List.of("Connection: Upgrade", key),
              List.of("Connection: Upgrade", key, "Sec-WebSocket-Version: 12"),
              List.of("Connection: Upgrade", key, "Sec-WebSocket-Version: x"),
              List.of(version, key));
      String ticket = rig.ticket(World.id());
      for (List<String> headers : bad) {
        List<String> lines = new ArrayList<>();
        lines.add("GET /v1/ws?ticket=" + ticket + " HTTP/1.1");
        lines.add("Host: 127.0.0.1");
        lines.add("Upgrade: websocket");
        lines.addAll(headers);
        assertThat(Wire.answer(rig.port(), lines.toArray(String[]::new)))
            .as("%s", headers)
            .startsWith("HTTP/1.1 400 ");
      }
      // Nor has any of them used the ticket up.
      rig.keep(Wire.open(rig.port(), "/v1/ws?ticket=" + ticket)).await("hello");
      // What Jetty alone finds.
      for (int i = 0; i < 3; i++) {
        String odd = "/v1/ws?ticket=" + rig.ticket(World.id());
        Wire wire =
            rig.keep(Wire.open(rig.port(), odd, "Sec-WebSocket-Extensions", "=;\"", "X", "y"));
        assertThat(wire.status).isIn(400, 101);
        wire.close();
        eventually(() -> assertThat(rig.metric("twite_websocket_connections")).isEqualTo(1));
      }
      assertThat(rig.keep(Wire.open(rig.port(), "/v1/ws?ticket=%zz")).status).isIn(400, 101);
      eventually(
          () ->
              rig.keep(Wire.open(rig.port(), "/v1/ws?ticket=" + rig.ticket(World.id())))
                  .await("hello"));
    }
  }

  @Test
  void whoComesBackSubscribesToEverythingAtOnce() throws Exception {
    try (Rig rig = new Rig()) {
      Wire wire = rig.client(World.id());
      for (int i = 0; i < 100; i++) {
        wire.send("{'op':'subscribe','channel':'user:%d'}".formatted(World.id()));
      }
      for (int i = 0; i < 100; i++) {
        wire.await("subscribed");
      }
      assertThat(wire.isEnded()).isFalse();
    }
  }

  @TimedTest
  void aStoppingInstanceSaysGoodBye_R17() throws Exception {
    try (Rig rig = new Rig()) {
      List<Wire> wires = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        wires.add(rig.client(World.id()));
      }
      long begin = System.nanoTime();
      rig.instance().close();
      inTime(seconds(10), begin);
      for (Wire wire : wires) {
        assertThat(wire.awaitClose()).isEqualTo(1001);
      }
    }
  }

  @TimedTest
  void whoIsSilentIsLetGoAndWhoAnswersPingsStays() throws Exception {
    try (Rig rig = new Rig("WEBSOCKET_SOCKETS_HEARTBEAT", "4s")) {
      Wire alive = rig.client(World.id());
      Wire dead = rig.keep(Wire.stalled(rig.port(), "/v1/ws?ticket=" + rig.ticket(World.id())));
      eventually(() -> assertThat(rig.metric("twite_websocket_connections")).isEqualTo(2));
      eventually(() -> assertThat(rig.metric("twite_websocket_connections")).isEqualTo(1));
      assertThat(dead.status).isEqualTo(101);
      if (alive.isEnded()) {
        throw new TooLate("A pong that came too late is as none");
      }
    }
  }
}
