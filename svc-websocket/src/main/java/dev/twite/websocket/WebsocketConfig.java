package dev.twite.websocket;

import com.google.common.base.Splitter;
import dev.twite.common.config.ConfigReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * @param origins origins of web pages that may connect (S15)
 * @param ticketLife how long a ticket is good
 * @param perUser connections a user may have at once
 * @param subscriptions channels a connection may be subscribed to
 * @param rate messages a second that a connection may send on average; at once twice as many, and
 *     one for each channel
 * @param queueFrames messages that may wait for one connection (R15)
 * @param queueBytes characters that may wait for one connection
 * @param sessionCheck time between two looks at who is still signed in (S8)
 * @param sessionAsk longest time between two questions to svc-auth when a session expires (S15)
 * @param countsEvery least time between two counts of one tweet
 */
public record WebsocketConfig(
    Set<String> origins,
    Duration ticketLife,
    int perUser,
    int subscriptions,
    int rate,
    int queueFrames,
    int queueBytes,
    Duration sessionCheck,
    Duration sessionAsk,
    Duration countsEvery) {
  private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.\\[\\]:-]+");

  public static WebsocketConfig from(ConfigReader config) {
    return new WebsocketConfig(
        origins(config),
        config.duration(
            "TICKET_LIFE", Duration.ofSeconds(30), "how long a ticket for a connection is good"),
        config.integer("PER_USER", 20, 1, 1_000_000, "connections a user may have at once"),
        config.integer("SUBSCRIPTIONS", 100, 1, 10_000, "channels a connection may listen to"),
        config.integer(
            "RATE", 20, 1, 100_000, "messages a second that a connection may send on average"),
        config.integer(
            "QUEUE_FRAMES",
            256,
            1,
            100_000,
            "messages that may wait for a connection; it is closed when there are more"),
        config.integer(
            "QUEUE_BYTES",
            1 << 20,
            1 << 10,
            1 << 30,
            "characters of messages that may wait for a connection"),
        config.duration(
            "SESSION_CHECK",
            Duration.ofSeconds(2),
            "the time between two looks at who is still signed in"),
        config.duration(
            "SESSION_ASK",
            Duration.ofSeconds(50),
            "the longest time between two questions to svc-auth when a session expires"),
        config.duration(
            "COUNTS_EVERY",
            Duration.ofMillis(500),
            "the least time between two messages with the counts of one tweet"));
  }

  private static Set<String> origins(ConfigReader config) {
    String text =
        config.string(
            "ORIGINS",
            "",
            "origins of web pages that may connect: https://a.example,https://b.example");
    List<String> origins = Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text);
    for (String origin : origins) {
      if (!ORIGIN.matcher(origin).matches()) {
        config.fault("ORIGINS", "'" + origin + "' is no origin such as https://app.example");
      }
    }
    return Set.copyOf(origins);
  }
}
