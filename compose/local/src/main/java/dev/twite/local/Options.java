package dev.twite.local;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The command line.
 *
 * @param split every service in a process of its own
 * @param external infrastructure is given by the environment, none is started
 * @param services which to start; empty for all
 */
record Options(boolean split, boolean external, Set<String> services) {
  static final String USAGE =
      """
      Usage: launch [--split] [--infra=embedded|external] [--services=NAME,NAME…]
        --split     every service in a process of its own, gRPC over TCP
        --infra     external: PostgreSQL, Redis and Kafka are where TWITE_PG_URL, TWITE_REDIS_URL and
                    TWITE_KAFKA_BOOTSTRAP say, and mail leaves by TWITE_SMTP_HOST; svc-analytics runs where
                    TWITE_CLICKHOUSE_URL says where ClickHouse is; embedded (default):
                    started here
        --services  only these""";

  Options {
    services = Set.copyOf(services);
  }

  static Options parse(List<String> arguments) {
    boolean split = false;
    boolean external = false;
    Set<String> services = new LinkedHashSet<>();
    for (String argument : arguments) {
      switch (argument) {
        case "--split" -> split = true;
        case "--infra=external" -> external = true;
        case "--infra=embedded" -> external = false;
        default -> {
          if (!argument.startsWith("--services=")) {
            throw new LaunchException("Unknown option " + argument + "\n" + USAGE);
          }
          services.addAll(names(argument.substring("--services=".length())));
        }
      }
    }
    return new Options(split, external, services);
  }

  private static List<String> names(String list) {
    return List.of(list.split(",", -1)).stream()
        .map(name -> name.strip().replaceFirst("^svc-", ""))
        .toList();
  }

  /** The ones asked for, of all there are. */
  List<LocalService> choose(List<LocalService> all) {
    List<String> known = all.stream().map(LocalService::name).toList();
    for (String name : services) {
      if (!known.contains(name)) {
        throw new LaunchException("No service is called '" + name + "'. There are " + known + ".");
      }
    }
    return all.stream()
        .filter(service -> services.isEmpty() || services.contains(service.name()))
        .toList();
  }
}
