package dev.twite.gateway;

import dev.twite.common.boot.RunningService;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.gateway.fake.Neighbours;
import dev.twite.gateway.fake.RevocationStore;
import dev.twite.ratelimit.RatelimitSpec;
import java.util.Locale;

/** Gateways under test: the real service on a real Redis, among neighbours in memory. */
final class Gateways implements AutoCloseable {
  // As `make run` has it; tests of limits say otherwise.
  final TestEnv env = new TestEnv().redis().set("LIMITS", "loopback_exempt");
  final Cluster cluster = new Cluster(env);
  RunningService limiter;
  final Neighbours others = new Neighbours(new RevocationStore(env.asMap().get("TWITE_REDIS_URL")));

  /**
   * @param settings keys without {@code TWITE_} and their values, in turn; RULES are the rules
   *     themselves
   */
  static Gateways with(String... settings) throws Exception {
    Gateways gateways = new Gateways();
    for (int i = 0; i < settings.length; i += 2) {
      if (settings[i].equals("RULES")) {
        gateways.env.limits(settings[i + 1]);
      } else {
        gateways.env.set(settings[i], settings[i + 1]);
      }
    }
    gateways.limiter = gateways.cluster.start(new RatelimitSpec());
    gateways.others.start(gateways.cluster);
    return gateways;
  }

  /** Starts one more gateway. */
  RunningService start() throws Exception {
    env.set("GATEWAY_HTTP_PORT", Integer.toString(Cluster.freePort()));
    return cluster.start(new GatewaySpec());
  }

  /** Starts one more gateway and waits until it has the keys. */
  Client client() throws Exception {
    return clientOf(start());
  }

  static Client clientOf(RunningService gateway) {
    Client client = new Client(gateway.get(dev.twite.common.http.HttpServer.class).port());
    dev.twite.common.testing.Eventually.eventually(
        () -> {
          if (client.get("/readyz").status() != 200) {
            throw new AssertionError("not ready");
          }
        });
    return client;
  }

  /** A fresh account; its handle is the name. */
  static Client signedUp(Client client, String name) {
    return client.as(session(client, name).body().path("access_token").asText());
  }

  /** Somebody whose token says that role. */
  Client withRole(Client client, String role) {
    return client.as(
        others
            .auth
            .mint()
            .token(9_001, 9_002)
            .withClaim("role", role)
            .sign(others.auth.mint().algorithm()));
  }

  static Answer session(Client client, String name) {
    return client.post(
        "/v1/auth/register",
        "{'handle':'%s','email':'%s@example.org','password':'correct horse','name':'%s'}"
            .formatted(name, name.toLowerCase(Locale.ROOT), name));
  }

  @Override
  public void close() {
    cluster.close();
  }
}
