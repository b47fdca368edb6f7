package dev.twite.notification;

import dev.twite.common.error.TwiteException;
import dev.twite.common.follow.ReadFilters;
import dev.twite.common.follow.ReadFilters.Filter;
import dev.twite.common.thread.Gate;
import dev.twite.notification.store.WishesRow;
import dev.twite.proto.notification.v1.NotificationType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;

/** Decides whether a recipient hears of a cause. */
final class Admission {
  // Consumers are as many as partitions, svc-follow's connections ten, and people wait for those.
  private static final int QUESTIONS = 4;
  // A consumer has time: who is in line here is not in line there.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Gate gate = new Gate(QUESTIONS, PATIENCE);
  private final ReadFilters filters;
  private final Following following;

  @Inject
  Admission(ReadFilters filters, Following following) {
    this.filters = filters;
    this.following = following;
  }

  /**
   * @throws io.grpc.StatusRuntimeException when svc-follow can't say: the consumer waits
   * @throws TwiteException OVERLOADED when it could not be asked: the same
   */
  boolean admits(Cause cause, WishesRow wishes) {
    return wants(wishes, cause.type()) && mayTell(cause, wishes);
  }

  private boolean mayTell(Cause cause, WishesRow wishes) {
    Filter filter = filter(cause.recipientId());
    if (filter.hidden().contains(cause.actorId()) || filter.muted().contains(cause.actorId())) {
      return false;
    }
    boolean mustFollow = wishes.onlyFollowed() || cause.followersOnly();
    return !mustFollow || followed(cause.recipientId()).contains(cause.actorId());
  }

  // What is kept doesn't wait behind questions that hang; who was in line may find it kept.

  private Filter filter(long recipient) {
    return filters.kept(recipient).orElseGet(() -> gate.pass(() -> filters.of(recipient)));
  }

  private Set<Long> followed(long recipient) {
    return following.kept(recipient).orElseGet(() -> gate.pass(() -> following.of(recipient)));
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
