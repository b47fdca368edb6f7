package dev.twite.websocket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.follow.ReadFilters;
import dev.twite.common.view.Profiles;
import dev.twite.common.view.TweetAssembler;
import jakarta.inject.Inject;

/** Who stands behind a channel, and whether a reader may listen to it. */
final class Owners {
  private static final int MAX_KEPT = 100_000;

  private final TweetAssembler tweets;
  private final Profiles profiles;
  private final ReadFilters filters;
  private final Cache<Long, Long> authors = Caffeine.newBuilder().maximumSize(MAX_KEPT).build();

  @Inject
  Owners(TweetAssembler tweets, Profiles profiles, ReadFilters filters) {
    this.tweets = tweets;
    this.profiles = profiles;
    this.filters = filters;
  }

  /**
   * Has the current reader listen to a channel; each subscription is authorised anew (S15).
   *
   * @throws TwiteException TWEET_NOT_FOUND, USER_NOT_FOUND, BLOCKED
   */
  void authorise(Place place, long reader) {
    switch (place.kind()) {
      case TWEET -> authors.put(place.id(), Long.parseLong(tweets.byId(place.id()).author().id()));
      case USER -> {
        profiles.require(place.id());
        if (filters.of(place.id()).hidden().contains(reader)) {
          throw TwiteException.of(ErrorCode.BLOCKED);
        }
      }
      default -> {}
    }
  }

  /** The author of a channel's tweet, or its user; 0 = none is known. */
  long of(Place place) {
    return switch (place.kind()) {
      case TWEET -> {
        Long author = authors.getIfPresent(place.id());
        yield author == null ? 0 : author;
      }
      case USER -> place.id();
      default -> 0;
    };
  }
}
