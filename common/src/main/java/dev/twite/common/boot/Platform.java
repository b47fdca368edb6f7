package dev.twite.common.boot;

import dev.twite.common.grpc.Transport;
import java.time.Clock;
import java.util.Map;

/**
 * What a service is given from outside.
 *
 * @param env settings, {@code TWITE_*}
 * @param transport how it reaches other services
 * @param clock the time
 */
public record Platform(Map<String, String> env, Transport transport, Clock clock) {
  public Platform {
    env = Map.copyOf(env);
  }

  /** A process of its own: the real environment and clock, TCP to the other services. */
  public static Platform ofProcess() {
    return new Platform(System.getenv(), Transport.tcp(), Clock.systemUTC());
  }
}
