package dev.twite.tweet;

import dev.twite.tweet.store.CountsDao;
import dev.twite.tweet.store.CountsRow;
import dev.twite.tweet.store.TweetRow;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What rows that came or went change in the counts of other tweets. Applied last in the transaction
 * and in the order of ids: a hot row is held for no longer than a commit, and nobody waits in a
 * circle.
 */
final class CountDeltas {
  private final SortedMap<Long, Delta> deltas = new TreeMap<>();

  private record Delta(int retweets, int replies, int quotes) {
    Delta plus(Delta other) {
      return new Delta(retweets + other.retweets, replies + other.replies, quotes + other.quotes);
    }
  }

  /** A tweet that came. */
  static CountDeltas ofNew(TweetRow row) {
    CountDeltas deltas = new CountDeltas();
    deltas.note(row, 1);
    return deltas;
  }

  /** Tweets that went. */
  static CountDeltas ofRemoved(List<TweetRow> rows) {
    CountDeltas deltas = new CountDeltas();
    rows.forEach(row -> deltas.note(row, -1));
    return deltas;
  }

  /** Adds to the counts of tweets that the transaction holds; returns the counts that changed. */
  List<CountsRow> raise(CountsDao counts) {
    List<CountsRow> changed = new ArrayList<>();
    deltas.forEach(
        (id, delta) ->
            changed.add(counts.add(id, delta.retweets(), delta.replies(), delta.quotes())));
    return changed;
  }

  /** Takes from the counts of tweets that are still there; returns the counts that changed. */
  List<CountsRow> lower(CountsDao counts) {
    List<CountsRow> changed = new ArrayList<>();
    deltas.forEach(
        (id, delta) ->
            counts
                .addIfThere(id, delta.retweets(), delta.replies(), delta.quotes())
                .ifPresent(changed::add));
    return changed;
  }

  private void note(TweetRow row, int by) {
    add(row.retweetOfId(), new Delta(by, 0, 0));
    add(row.replyToId(), new Delta(0, by, 0));
    add(row.quoteOfId(), new Delta(0, 0, by));
  }

  private void add(long tweetId, Delta delta) {
    if (tweetId != 0) {
      deltas.merge(tweetId, delta, Delta::plus);
    }
  }
}
