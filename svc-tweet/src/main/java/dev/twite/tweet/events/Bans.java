package dev.twite.tweet.events;

import dev.twite.common.kafka.EventHandler;
import dev.twite.proto.events.v1.UserBanned;
import dev.twite.proto.events.v1.UserUnbanned;
import dev.twite.tweet.BannedAuthors;
import jakarta.inject.Inject;

/**
 * Hides what banned accounts wrote. A group of its own, for a ban has to hold in seconds (S4) and
 * must not stand behind the deletion of an account with a million tweets.
 */
public final class Bans {
  private final BannedAuthors banned;

  @Inject
  Bans(BannedAuthors banned) {
    this.banned = banned;
  }

  /** What it does with which event. */
  public EventHandler handler() {
    return EventHandler.builder()
        .on(
            UserBanned.class,
            (told, event) -> banned.put(told.getUserId(), told.getVersion(), true))
        .on(
            UserUnbanned.class,
            (told, event) -> banned.put(told.getUserId(), told.getVersion(), false))
        .build();
  }
}
