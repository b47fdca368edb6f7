package dev.twite.websocket.store;

import com.google.common.base.Splitter;
import com.google.common.hash.Hashing;
import dev.twite.common.identity.Role;
import dev.twite.common.identity.User;
import dev.twite.common.redis.Redis;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import redis.clients.jedis.params.SetParams;

/**
 * Tickets that open a socket: a URL ends up in logs, so what is in it must be good only once and
 * only for a moment (S15). Redis has their hashes alone.
 *
 * <p>Every method throws TwiteException UNAVAILABLE or OVERLOADED when Redis can't be asked.
 */
public final class Tickets {
  private static final String PREFIX = "ws:ticket:";
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Redis redis;

  @Inject
  public Tickets(Redis redis) {
    this.redis = redis;
  }

  /** A new ticket for a user's session. */
  public String issue(User user, Duration life) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    String value = user.id() + " " + user.sessionId() + " " + user.role().name();
    SetParams params = SetParams.setParams().nx().px(life.toMillis());
    String unused = redis.call(client -> client.set(key(ticket), value, params));
    return ticket;
  }

  /** Whom a ticket is for; it is used up by that. Empty when it is not good, or no longer. */
  public Optional<User> redeem(String ticket) {
    if (!FORM.matcher(ticket).matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(redis.call(client -> client.getDel(key(ticket)))).map(Tickets::user);
  }

  private static User user(String value) {
    List<String> parts = Splitter.on(' ').splitToList(value);
    return new User(
        Long.parseLong(parts.get(0)), Long.parseLong(parts.get(1)), Role.valueOf(parts.get(2)));
  }

  private static String key(String ticket) {
    return PREFIX + Hashing.sha256().hashString(ticket, StandardCharsets.US_ASCII);
  }
}
