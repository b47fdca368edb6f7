package dev.twite.common.live;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A place where live events are published; in Redis the key of its Stream and the name of its
 * Pub/Sub channel.
 *
 * @param name e.g. {@code tweet:17}; for a person's own channels with the person's id
 */
public record LiveChannel(String name) {
  private static final String PREFIX = "live:";

  /** New entries of a person's home timeline; published only while that person is online. */
  public static LiveChannel home(long userId) {
    return new LiveChannel("home:" + userId);
  }

  /** A person's notifications. */
  public static LiveChannel notifications(long userId) {
    return new LiveChannel("notifications:" + userId);
  }

  /** A tweet: edits, deletion, counts, direct replies. */
  public static LiveChannel tweet(long tweetId) {
    return new LiveChannel("tweet:" + tweetId);
  }

  /** What a person posts. */
  public static LiveChannel user(long userId) {
    return new LiveChannel("user:" + userId);
  }

  /** Public tweets with a hashtag, without the sign, ignoring case. */
  public static LiveChannel hashtag(String tag) {
    return new LiveChannel("hashtag:" + tag.toLowerCase(Locale.ROOT));
  }

  /** Public top-level tweets of everybody. */
  public static LiveChannel everybody() {
    return new LiveChannel("public");
  }

  /** The name in Redis. */
  public String key() {
    return PREFIX + name;
  }

  byte[] keyBytes() {
    return key().getBytes(StandardCharsets.UTF_8);
  }
}
