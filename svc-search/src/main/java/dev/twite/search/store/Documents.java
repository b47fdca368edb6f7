package dev.twite.search.store;

import dev.twite.proto.events.v1.TweetCreated;
import java.util.Optional;

/** Single documents as the last refresh shows them, whether the index is whole or not. */
final class Documents {
  private final SearchIndex index;
  private volatile long newestBefore;

  Documents(SearchIndex index) {
    this.index = index;
  }

  /**
   * From now on events are read that may have been read before: what they tell of is here then, and
   * is no newer than this tweet. Of what is newer nobody need look whether it is.
   */
  void mayComeAgainUpTo(long newestTweet) {
    newestBefore = newestTweet;
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

  /** The counts of a tweet that is told of: none, unless that comes again. */
  Counts countsOfTold(long id) {
    return id <= newestBefore ? counts(id) : Counts.NONE;
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
