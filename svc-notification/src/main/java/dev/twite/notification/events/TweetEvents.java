package dev.twite.notification.events;

import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventHandler;
import dev.twite.notification.Cause;
import dev.twite.notification.Intake;
import dev.twite.notification.Removals;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.TweetEdited;
import dev.twite.proto.notification.v1.NotificationType;
import dev.twite.proto.tweet.v1.Visibility;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What tweets mean to those they answer, quote, mention or pass on. Somebody concerned in several
 * ways is told once, of the first way that they want to hear of.
 */
final class TweetEvents {
  private final Intake intake;
  private final Removals removals;

  @Inject
  TweetEvents(Intake intake, Removals removals) {
    this.intake = intake;
    this.removals = removals;
  }

  EventHandler handler() {
    return EventHandler.builder()
        .on(TweetCreated.class, this::created)
        .on(TweetEdited.class, this::edited)
        .on(TweetDeleted.class, (deleted, event) -> this.deleted(deleted))
        .build();
  }

  private void created(TweetCreated tweet, Event event) {
    if (tweet.getRetweetOfId() != 0) {
      retweeted(tweet, event);
      return;
    }
    Map<Long, List<NotificationType>> concerned = new LinkedHashMap<>();
    concern(concerned, tweet.getReplyToAuthorId(), NotificationType.REPLY);
    concern(concerned, tweet.getQuoteOfAuthorId(), NotificationType.QUOTE);
    tweet
        .getMentionedUserIdsList()
        .forEach(user -> concern(concerned, user, NotificationType.MENTION));
    boolean followersOnly = tweet.getVisibility() == Visibility.VISIBILITY_FOLLOWERS_VALUE;
    Set<Long> mentioned = Set.copyOf(tweet.getMentionedUserIdsList());
    concerned.forEach(
        (recipient, ways) -> {
          // Whom a tweet mentions may see it.
          boolean mustFollow = followersOnly && !mentioned.contains(recipient);
          for (NotificationType way : ways) {
            if (intake.take(
                cause(
                    recipient, tweet.getAuthorId(), way, tweet.getTweetId(), event, mustFollow))) {
              break;
            }
          }
        });
  }

  private static void concern(
      Map<Long, List<NotificationType>> concerned, long user, NotificationType way) {
    if (user != 0) {
      concerned.computeIfAbsent(user, none -> new ArrayList<>()).add(way);
    }
  }

  private void retweeted(TweetCreated retweet, Event event) {
    // Each retweet is a tweet of its own, with events of its own that keep no order with those of
    // another: the younger retweet has the say.
    Cause cause =
        new Cause(
            retweet.getRetweetOfAuthorId(),
            retweet.getAuthorId(),
            NotificationType.RETWEET,
            retweet.getRetweetOfId(),
            retweet.getTweetId(),
            event.occurredAt(),
            false);
    intake.take(cause);
  }

  private void edited(TweetEdited tweet, Event event) {
    Set<Long> mentioned = Set.copyOf(tweet.getMentionedUserIdsList());
    removals.unmentioned(tweet.getAuthorId(), tweet.getTweetId(), mentioned, event.id());
    for (long user : mentioned) {
      if (!intake.knowsOf(user, tweet.getAuthorId(), tweet.getTweetId())) {
        intake.take(
            cause(
                user,
                tweet.getAuthorId(),
                NotificationType.MENTION,
                tweet.getTweetId(),
                event,
                false));
      }
    }
  }

  private void deleted(TweetDeleted tweet) {
    if (tweet.getRetweetOfId() == 0) {
      removals.tweetDeleted(tweet.getTweetId());
    } else {
      removals.unretweeted(tweet.getAuthorId(), tweet.getRetweetOfId(), tweet.getTweetId());
    }
  }

  private static Cause cause(
      long recipient,
      long actor,
      NotificationType type,
      long tweet,
      Event event,
      boolean followersOnly) {
    return new Cause(recipient, actor, type, tweet, event.id(), event.occurredAt(), followersOnly);
  }
}
