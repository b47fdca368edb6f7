package dev.twite.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The environment that services read on this machine. Variables are named for one service each
 * ({@code TWITE_TWEET_OPS_PORT}), so that one map does for all. What the operator has set wins.
 */
final class ServiceEnv {
  static final String APP_PASSWORD = "PG_PASSWORD";
  static final String OWNER_PASSWORD = "PG_OWNER_PASSWORD";

  private static final String LOOPBACK = "127.0.0.1";
  private static final List<String> SHARED_SECRETS =
      List.of("TWITE_SERVICE_SECRET", "TWITE_PASSWORD_PEPPER");

  private ServiceEnv() {}

  /** The secrets that the services need. */
  static List<String> secretNames(List<LocalService> services) {
    List<String> names = new ArrayList<>(SHARED_SECRETS);
    for (LocalService service : services) {
      if (service.database()) {
        names.add(service.variable(APP_PASSWORD));
        names.add(service.variable(OWNER_PASSWORD));
      }
    }
    return names;
  }

  static Map<String, String> of(Settings settings, Secrets secrets, Infra infra) {
    Map<String, String> env = new HashMap<>(infra.environment());
    for (String host : List.of("TWITE_HTTP_HOST", "TWITE_GRPC_HOST", "TWITE_OPS_HOST")) {
      env.put(host, LOOPBACK);
    }
    // What links in mails and to pictures start with.
    env.put("TWITE_PUBLIC_URL", "http://" + LOOPBACK + ":" + settings.ports().http());
    for (String secret : SHARED_SECRETS) {
      env.put(secret, secrets.get(secret));
    }
    for (LocalService service : settings.services()) {
      addService(env, settings.ports(), service);
      if (service.database() && infra.hasPostgres()) {
        for (String key : List.of(APP_PASSWORD, OWNER_PASSWORD)) {
          env.put(service.variable(key), secrets.get(service.variable(key)));
        }
      }
    }
    addLimiter(env, settings);
    addSockets(env, settings);
    env.put("TWITE_MEDIA_DIR", settings.dataDir().resolve("media").toString());
    addFolders(env, settings);
    addSample(env, settings);
    addOperations(env, settings);
    if (settings.services().stream().noneMatch(service -> service.name().equals("logger"))) {
      // Nobody would read them.
      env.put("TWITE_LOG_SHIPPING", "false");
    }
    // So that bots and benchmarks measure the system, not its limits.
    env.put("TWITE_LIMITS", "loopback_exempt");
    env.putAll(settings.env());
    return env;
  }

  /**
   * Where svc-ratelimit is left out, who asks it hears at once that nobody is there, instead of
   * looking for its name.
   */
  private static void addLimiter(Map<String, String> env, Settings settings) {
    for (LocalService service : AllServices.list()) {
      if (service.name().equals("ratelimit")) {
        env.putIfAbsent("TWITE_RATELIMIT_ADDR", LOOPBACK + ":" + settings.ports().grpc(service));
      }
    }
  }

  /** Where the gateway finds sockets, and which pages may open them: its own. */
  private static void addSockets(Map<String, String> env, Settings settings) {
    int http = settings.ports().http();
    for (LocalService service : settings.services()) {
      if (service.name().equals("websocket")) {
        env.put(
            "TWITE_GATEWAY_WEBSOCKET_URLS",
            "ws://" + LOOPBACK + ":" + settings.ports().rest(service));
        env.put(
            service.variable("ORIGINS"),
            "http://" + LOOPBACK + ":" + http + ",http://localhost:" + http);
      }
    }
  }

  /**
   * Views are told of only where svc-analytics is: it makes their topic, and waiting for one that
   * nobody makes costs the gateway's thread for them a quarter of a second each.
   */
  private static void addSample(Map<String, String> env, Settings settings) {
    boolean counted =
        settings.services().stream().anyMatch(service -> service.name().equals("analytics"));
    // A Kafka of the operator's may have a svc-analytics elsewhere.
    if (!counted && !settings.env().containsKey(Infra.KAFKA_BOOTSTRAP)) {
      env.put("TWITE_IMPRESSION_SAMPLE", "0");
    }
  }

  /** Where services keep files of their own. */
  private static void addFolders(Map<String, String> env, Settings settings) {
    for (LocalService service : settings.services()) {
      if (service.name().equals("search")) {
        Path search = settings.dataDir().resolve("search");
        env.put(service.variable("DIR"), search.resolve("index").toString());
        env.put(service.variable("SNAPSHOT_DIR"), search.resolve("snapshots").toString());
      }
    }
  }

  /** Where svc-admin finds the operations ports of all. */
  private static void addOperations(Map<String, String> env, Settings settings) {
    env.put(
        "TWITE_ADMIN_OPS",
        settings.services().stream()
            .map(service -> service.name() + "=" + LOOPBACK + ":" + opsPort(settings, service))
            .collect(Collectors.joining(",")));
  }

  private static String opsPort(Settings settings, LocalService service) {
    return settings
        .env()
        .getOrDefault(
            service.variable("OPS_PORT"), Integer.toString(settings.ports().ops(service)));
  }

  private static void addService(Map<String, String> env, Ports ports, LocalService service) {
    env.put(service.variable("GRPC_PORT"), Integer.toString(ports.grpc(service)));
    env.put(service.variable("OPS_PORT"), Integer.toString(ports.ops(service)));
    env.put(service.variable("ADDR"), LOOPBACK + ":" + ports.grpc(service));
    // Ids and event ids of services in one process must differ too.
    env.put(service.variable("NODE_ID"), Integer.toString(Ports.number(service)));
    if (service.rest()) {
      env.put(service.variable("HTTP_PORT"), Integer.toString(ports.rest(service)));
    }
  }
}
