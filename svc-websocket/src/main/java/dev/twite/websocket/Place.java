package dev.twite.websocket;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.live.LiveChannel;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A channel as clients name it.
 *
 * @param name as it stands in frames, e.g. {@code tweet:17}
 * @param id of the tweet or user it is about; 0 for others
 * @param live where its events are published
 */
record Place(String name, Kind kind, long id, LiveChannel live) {
  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,18}");
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{M}\\p{N}_]{1,100}");

  /** What a channel is about. */
  enum Kind {
    HOME,
    NOTIFICATIONS,
    TWEET,
    USER,
    HASHTAG,
    PUBLIC;

    /** Whether people a reader has muted are left out. */
    boolean leavesOutMuted() {
      return this == HOME || this == PUBLIC || this == HASHTAG;
    }

    /** Whether it is for one reader alone. */
    boolean isOwn() {
      return this == HOME || this == NOTIFICATIONS;
    }
  }

  /** The channel of that name for a reader; empty when there is none. */
  static Optional<Place> parse(String name, long reader) {
    if (name == null) {
      return Optional.empty();
    }
    int colon = name.indexOf(':');
    if (colon < 0) {
      return switch (name) {
        case "home" -> Optional.of(new Place(name, Kind.HOME, 0, LiveChannel.home(reader)));
        case "notifications" ->
            Optional.of(new Place(name, Kind.NOTIFICATIONS, 0, LiveChannel.notifications(reader)));
        case "public" -> Optional.of(new Place(name, Kind.PUBLIC, 0, LiveChannel.everybody()));
        default -> Optional.empty();
      };
    }
    String rest = name.substring(colon + 1);
    return switch (name.substring(0, colon)) {
      case "tweet" -> id(rest).map(id -> new Place(name, Kind.TWEET, id, LiveChannel.tweet(id)));
      case "user" -> id(rest).map(id -> new Place(name, Kind.USER, id, LiveChannel.user(id)));
      case "hashtag" ->
          TAG.matcher(rest).matches()
              ? Optional.of(
                  new Place(
                      "hashtag:" + rest.toLowerCase(Locale.ROOT),
                      Kind.HASHTAG,
                      0,
                      LiveChannel.hashtag(rest)))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /**
   * What is not there, or not for the reader to see.
   *
   * @throws TwiteException TWEET_NOT_FOUND or USER_NOT_FOUND
   */
  TwiteException notFound() {
    return TwiteException.of(
        kind == Kind.TWEET ? ErrorCode.TWEET_NOT_FOUND : ErrorCode.USER_NOT_FOUND);
  }

  private static Optional<Long> id(String text) {
    if (!ID.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }
}
