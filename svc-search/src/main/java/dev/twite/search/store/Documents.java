package dev.twite.search.store;

import dev.twite.proto.events.v1.TweetCreated;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Single documents as the last refresh shows them, whether the index is whole or not. */
final class Documents {
  /** More than come between two refreshes. */
  private static final int LATEST = 1 << 16;

  private final SearchIndex index;
  private volatile long newest;
  // Told of lately: a refresh may have to show them first. Only while the index is changed.
  private final Map<Long, Boolean> latest =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
          return size() > LATEST;
        }
      };

  Documents(SearchIndex index) {
    this.index = index;
  }

  /** This is the newest tweet that is here: of what is newer nobody need look whether it is. */
  void newestIs(long tweet) {
    newest = tweet;
  }

  /** Whether a tweet is here that is told of, perhaps again; from now on it is. */
  boolean wasTold(long id) {
    if (latest.put(id, true) != null) {
      refresh();
    }
    boolean mayBeHere = id <= newest;
    newest = Math.max(newest, id);
    return mayBeHere && hasTweet(id);
  }

  /** Shows all changes. */
  void refresh() {
    index.refresh();
  }

  Optional<TweetCreated> tweet(long id) {
    return read(searcher -> Lookup.source(searcher, Fields.tweet(id))).map(TweetDocs::source);
  }

  Counts counts(long id) {
    return read(searcher -> Lookup.counts(searcher, Fields.tweet(id)));
  }

  long followers(long user) {
    return read(
        searcher -> Lookup.number(searcher, Fields.user(user), Fields.FOLLOWERS).orElse(0L));
  }

  boolean hasTweet(long id) {
    return read(searcher -> Lookup.exists(searcher, Fields.tweet(id)));
  }

  boolean hasUser(long id) {
    return read(searcher -> Lookup.exists(searcher, Fields.user(id)));
  }

  /** Of the last word about an account's ban; 0 = none. */
  long banVersion(long user) {
    return read(
        searcher -> Lookup.number(searcher, Fields.ban(user), Fields.BAN_VERSION).orElse(0L));
  }

  boolean isGone(long user) {
    return read(searcher -> Lookup.exists(searcher, Fields.gone(user)));
  }

  private <R> R read(IndexRead<R> read) {
    return index.readAnyway(read);
  }
}
