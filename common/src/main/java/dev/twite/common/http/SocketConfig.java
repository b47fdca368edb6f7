package dev.twite.common.http;

import dev.twite.common.config.ConfigReader;
import java.time.Duration;

/**
 * @param max open WebSockets; one more is answered 503
 * @param heartbeat time between two pings; who is silent for two and a half of it is gone
 * @param stall the longest time one message may take to leave (R15)
 */
public record SocketConfig(int max, Duration heartbeat, Duration stall) {
  public static SocketConfig from(ConfigReader config) {
    return new SocketConfig(
        config.integer(
            "SOCKETS_MAX", 20_000, 1, 1_000_000, "open WebSockets at once; more are answered 503"),
        config.duration(
            "SOCKETS_HEARTBEAT", Duration.ofSeconds(20), "the time between two WebSocket pings"),
        config.duration(
            "SOCKETS_STALL",
            Duration.ofSeconds(5),
            "how long a WebSocket may leave a message unread before it is closed"));
  }
}
