package dev.twite.notification;

import dev.twite.notification.store.CauseKey;
import dev.twite.proto.notification.v1.NotificationType;
import java.time.Instant;

/**
 * Something that somebody did and that concerns somebody else.
 *
 * @param recipientId whom it concerns
 * @param actorId who did it
 * @param tweetId as in {@code Notification}; 0 for follows
 * @param version grows with every event about the same thing
 * @param at when it happened
 * @param followersOnly whether only followers of the actor may see it
 */
public record Cause(
    long recipientId,
    long actorId,
    NotificationType type,
    long tweetId,
    long version,
    Instant at,
    boolean followersOnly) {
  private static final long DAY_MS = 86_400_000;

  CauseKey key() {
    return new CauseKey(recipientId, actorId, type.getNumber(), tweetId);
  }

  /** What it is grouped by: its tweet; for follows the day. */
  long subjectId() {
    return type == NotificationType.FOLLOW ? at.toEpochMilli() / DAY_MS : tweetId;
  }

  /** Whether it shares a group with others of its kind. */
  boolean isGrouped() {
    return switch (type) {
      case LIKE, RETWEET, FOLLOW -> true;
      default -> false;
    };
  }
}
