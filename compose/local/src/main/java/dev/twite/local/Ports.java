package dev.twite.local;

import java.util.ArrayList;
import java.util.List;

/**
 * Where everything listens on 127.0.0.1, counted from one number, so that two runs can live side by
 * side: 0 REST, 1 to 9 infrastructure, then 20 each for gRPC, operations and the services' own
 * REST.
 *
 * @param base the first port
 * @param http the gateway's REST port
 */
record Ports(int base, int http) {
  /** How many ports from the base on belong to a run. */
  static final int COUNT = 70;

  private static final int GRPC = 10;
  private static final int OPS = 30;
  private static final int REST = 50;

  /** A service's place never changes, so that ports stay the same from version to version. */
  private static final List<String> SERVICES =
      List.of(
          "gateway",
          "auth",
          "profile",
          "tweet",
          "feed",
          "follow",
          "like",
          "notification",
          "search",
          "analytics",
          "media",
          "admin",
          "websocket",
          "email",
          "logger",
          "ratelimit");

  int postgres() {
    return base + 1;
  }

  int redis() {
    return base + 2;
  }

  int kafka() {
    return base + 3;
  }

  int kafkaController() {
    return base + 4;
  }

  /** Of the mail sink. */
  int smtp() {
    return base + 5;
  }

  /** Of the mail sink's page. */
  int mailPage() {
    return base + 6;
  }

  int clickhouse() {
    return base + 7;
  }

  int grpc(LocalService service) {
    return base + GRPC + number(service);
  }

  int ops(LocalService service) {
    return base + OPS + number(service);
  }

  int rest(LocalService service) {
    return service.name().equals("gateway") ? http : base + REST + number(service);
  }

  /** What a service listens on; inside one process gRPC has a port only for calls from outside. */
  List<Integer> of(LocalService service, boolean split) {
    List<Integer> all = new ArrayList<>(List.of(ops(service)));
    if (split || service.calledFromOutside()) {
      all.add(grpc(service));
    }
    if (service.rest()) {
      all.add(rest(service));
    }
    return all;
  }

  /** The service's number among the sixteen; also its node number in ids. */
  static int number(LocalService service) {
    int number = SERVICES.indexOf(service.name());
    if (number < 0) {
      throw new IllegalArgumentException(service.name() + " is none of " + SERVICES);
    }
    return number;
  }
}
