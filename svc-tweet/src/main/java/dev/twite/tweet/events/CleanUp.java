package dev.twite.tweet.events;

import dev.twite.common.kafka.EventHandler;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.TweetRemoved;
import dev.twite.proto.events.v1.UserBanned;
import dev.twite.proto.events.v1.UserDeleted;
import dev.twite.proto.events.v1.UserUnbanned;
import dev.twite.tweet.BannedAuthors;
import dev.twite.tweet.TweetDeleter;
import jakarta.inject.Inject;

/**
 * Removes what moderators remove and what hangs on accounts and tweets that are gone, and hides
 * what banned accounts wrote. Idempotent by effect: what is gone can't go again. The events of our
 * own topic are the list of what is left to do, so a crash loses nothing.
 */
public final class CleanUp {
  private final TweetDeleter deleter;
  private final BannedAuthors banned;

  @Inject
  CleanUp(TweetDeleter deleter, BannedAuthors banned) {
    this.deleter = deleter;
    this.banned = banned;
  }

  /** What it does with which event. */
  public EventHandler handler() {
    return EventHandler.builder()
        .on(TweetRemoved.class, (removed, event) -> deleter.deleteAnyway(removed.getTweetId()))
        .on(
            UserBanned.class,
            (told, event) -> banned.put(told.getUserId(), told.getVersion(), true))
        .on(
            UserUnbanned.class,
            (told, event) -> banned.put(told.getUserId(), told.getVersion(), false))
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
