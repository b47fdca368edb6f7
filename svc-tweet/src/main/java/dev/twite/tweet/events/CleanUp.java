package dev.twite.tweet.events;

import dev.twite.common.kafka.EventHandler;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.TweetRemoved;
import dev.twite.proto.events.v1.UserDeleted;
import dev.twite.tweet.TweetDeleter;
import jakarta.inject.Inject;

/**
 * Removes what moderators remove and what hangs on accounts and tweets that are gone. Idempotent by
 * effect: what is gone can't go again. The events of our own topic are the list of what is left to
 * do, so a crash loses nothing.
 */
public final class CleanUp {
  private final TweetDeleter deleter;

  @Inject
  CleanUp(TweetDeleter deleter) {
    this.deleter = deleter;
  }

  /** What it does with which event. */
  public EventHandler handler() {
    return EventHandler.builder()
        .on(TweetRemoved.class, (removed, event) -> deleter.deleteAnyway(removed.getTweetId()))
        .on(UserDeleted.class, (deleted, event) -> deleter.removeAllOf(deleted.getUserId()))
        .on(
            TweetDeleted.class,
            (deleted, event) -> {
              // Nothing hangs on a retweet.
              if (deleted.getRetweetOfId() == 0) {
                deleter.removeWhatHangsOn(deleted.getTweetId());
              }
            })
        .build();
  }
}
