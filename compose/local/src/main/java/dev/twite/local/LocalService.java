package dev.twite.local;

import dev.twite.common.boot.ServiceSpec;
import java.util.Locale;

/**
 * A service that the launcher can start.
 *
 * @param spec what it is made of, for the shape of one process
 * @param main its own process, for the shape of a process each
 * @param database whether it has a schema in PostgreSQL
 * @param rest whether it has a REST port besides gRPC
 */
record LocalService(ServiceSpec spec, Class<?> main, boolean database, boolean rest) {
  /** The short name: {@code tweet}. */
  String name() {
    return spec.name();
  }

  /** As people read it: {@code svc-tweet}. */
  String title() {
    return "svc-" + name();
  }

  /** Whether {@code twitectl} calls it: then it has a TCP port for gRPC in both shapes. */
  boolean calledFromOutside() {
    return name().equals("admin");
  }

  /** The variable that only this service reads: {@code TWITE_TWEET_<key>}. */
  String variable(String key) {
    return "TWITE_" + name().toUpperCase(Locale.ROOT) + "_" + key;
  }
}
