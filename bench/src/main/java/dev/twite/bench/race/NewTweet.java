package dev.twite.bench.race;

import dev.twite.bench.Person;
import dev.twite.bench.Timings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tweet of which a 201 has told, to be seen somewhere.
 *
 * @param acknowledged when, in nanoseconds
 */
record NewTweet(String id, long acknowledged) {
  private static final Pattern ID = Pattern.compile("\"id\":\"(\\d+)\"");
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);
  private static final Duration NOT_SEEN = Duration.ofSeconds(10);

  /** Empty when it is refused. */
  static Optional<NewTweet> post(WireConnection connection, Person author, String text)
      throws IOException {
    String body = "{\"text\":\"" + text + "\"}";
    int status =
        connection.exchange(
            WireConnection.request("POST", "/v1/tweets", author.accessToken(), body));
    long acknowledged = System.nanoTime();
    Matcher id = ID.matcher(new String(connection.body(), StandardCharsets.UTF_8));
    return status == 201 && id.find()
        ? Optional.of(new NewTweet(id.group(1), acknowledged))
        : Optional.empty();
  }

  /** Asks until the answer has the tweet, and notes how long that was from the 201. */
  void await(URI server, byte[] request, Timings timings) {
    byte[] wanted = ("\"id\":\"" + id + "\"").getBytes(StandardCharsets.US_ASCII);
    try (WireConnection connection = new WireConnection(server)) {
      while (System.nanoTime() - acknowledged < NOT_SEEN.toNanos()) {
        connection.exchange(request);
        if (contains(connection.body(), wanted)) {
          timings.took(System.nanoTime() - acknowledged);
          return;
        }
        LockSupport.parkNanos(pause(System.nanoTime() - acknowledged));
      }
      timings.failed();
    } catch (IOException | RuntimeException broken) {
      timings.failed();
    }
  }

  /** Two percent late at most: many that wait long would be a load of their own. */
  private static long pause(long waited) {
    return Math.max(BETWEEN_LOOKS.toNanos(), waited / 50);
  }

  static boolean contains(byte[] text, byte[] wanted) {
    for (int from = 0; from + wanted.length <= text.length; from++) {
      if (Arrays.equals(text, from, from + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }
}
