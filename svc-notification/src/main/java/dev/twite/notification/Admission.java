package dev.twite.notification;

import dev.twite.common.follow.ReadFilters;
import dev.twite.common.follow.ReadFilters.Filter;
import dev.twite.notification.store.WishesRow;
import dev.twite.proto.notification.v1.NotificationType;
import jakarta.inject.Inject;

/** Decides whether a recipient hears of a cause. */
final class Admission {
  private final ReadFilters filters;
  private final Following following;

  @Inject
  Admission(ReadFilters filters, Following following) {
    this.filters = filters;
    this.following = following;
  }

  /**
   * @throws io.grpc.StatusRuntimeException when svc-follow can't say: the consumer waits
   */
  boolean admits(Cause cause, WishesRow wishes) {
    if (!wants(wishes, cause.type())) {
      return false;
    }
    Filter filter = filters.of(cause.recipientId());
    if (filter.hidden().contains(cause.actorId()) || filter.muted().contains(cause.actorId())) {
      return false;
    }
    boolean mustFollow = wishes.onlyFollowed() || cause.followersOnly();
    return !mustFollow || following.follows(cause.recipientId(), cause.actorId());
  }

  private static boolean wants(WishesRow wishes, NotificationType type) {
    return switch (type) {
      case LIKE -> wishes.likes();
      case RETWEET -> wishes.retweets();
      case REPLY -> wishes.replies();
      case MENTION -> wishes.mentions();
      case QUOTE -> wishes.quotes();
      case FOLLOW -> wishes.follows();
      default -> true;
    };
  }
}
