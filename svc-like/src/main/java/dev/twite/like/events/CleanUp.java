package dev.twite.like.events;

import dev.twite.common.kafka.EventHandler;
import dev.twite.like.LikeRemovals;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.UserDeleted;
import jakarta.inject.Inject;

/** Removes the likes of tweets and accounts that are gone. Idempotent by effect. */
public final class CleanUp {
  private final LikeRemovals removals;

  @Inject
  CleanUp(LikeRemovals removals) {
    this.removals = removals;
  }

  /** What it does with which event. */
  public EventHandler handler() {
    return EventHandler.builder()
        .on(UserDeleted.class, (deleted, event) -> removals.ofUser(deleted.getUserId()))
        .on(
            TweetDeleted.class,
            (deleted, event) -> {
              // Nobody likes a retweet, only what is in it.
              if (deleted.getRetweetOfId() == 0) {
                removals.ofTweet(deleted.getTweetId());
              }
            })
        .build();
  }
}
