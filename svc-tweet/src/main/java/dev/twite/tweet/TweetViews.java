package dev.twite.tweet;

import dev.twite.common.cache.ReaderMarks;
import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.tweet.store.FlagDao;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Tweets as a reader sees them: without what is not for the reader, with retweet_of and quote_of
 * one level deep, with counts, and for a signed-in reader with the flags. A whole batch costs at
 * most three looks into Redis, four queries and two calls to svc-follow, however many tweets it
 * has.
 */
public final class TweetViews {
  private static final byte RETWEETED = 1;
  private static final byte BOOKMARKED = 2;

  private final TweetLoader loader;
  private final Audiences audiences;
  private final Database database;
  private final ReaderMarks marks;

  @Inject
  TweetViews(TweetLoader loader, Audiences audiences, Database database, ReaderMarks marks) {
    this.loader = loader;
    this.audiences = audiences;
    this.database = database;
    this.marks = marks;
  }

  /**
   * A tweet.
   *
   * @throws TwiteException TWEET_NOT_FOUND when it is not there, or not for the reader
   */
  public Tweet one(long reader, long id) {
    List<Tweet> visible = all(reader, List.of(id));
    if (visible.isEmpty()) {
      throw TwiteException.of(ErrorCode.TWEET_NOT_FOUND);
    }
    return visible.getFirst();
  }

  /**
   * The tweet that something was taken back from; of one that is no longer for the reader the id
   * alone.
   *
   * @throws TwiteException TWEET_NOT_FOUND when the reader may not see it and nothing was taken
   *     back
   */
  public Tweet after(long reader, Withdrawal withdrawal) {
    List<Tweet> visible = all(reader, List.of(withdrawal.tweetId()));
    if (!visible.isEmpty()) {
      return visible.getFirst();
    }
    if (!withdrawal.changed()) {
      throw TwiteException.of(ErrorCode.TWEET_NOT_FOUND);
    }
    return Tweet.newBuilder().setId(withdrawal.tweetId()).build();
  }

  /** Those of the tweets that are there and for the reader, in the order asked for. */
  List<Tweet> all(long reader, List<Long> ids) {
    Map<Long, Tweet> tweets = loader.load(ids);
    Set<Long> inner = new HashSet<>();
    tweets.values().forEach(tweet -> innerIds(tweet).forEach(inner::add));
    inner.removeAll(tweets.keySet());
    if (!inner.isEmpty()) {
      tweets.putAll(loader.load(inner));
    }
    Audience audience = audiences.of(reader, tweets.values());
    tweets.values().removeIf(tweet -> !audience.sees(tweet));
    addFlags(reader, tweets);
    List<Tweet> views = new ArrayList<>(ids.size());
    for (long id : ids) {
      view(tweets, id).ifPresent(views::add);
    }
    return views;
  }

  // A retweet is nothing without its original; a quote can stand alone.
  private static Optional<Tweet> view(Map<Long, Tweet> tweets, long id) {
    Tweet tweet = tweets.get(id);
    if (tweet == null
        || (tweet.getRetweetOfId() != 0 && !tweets.containsKey(tweet.getRetweetOfId()))) {
      return Optional.empty();
    }
    Tweet.Builder view = tweet.toBuilder();
    if (tweet.getRetweetOfId() != 0) {
      view.setRetweetOf(tweets.get(tweet.getRetweetOfId()));
    }
    if (tweets.containsKey(tweet.getQuoteOfId())) {
      view.setQuoteOf(tweets.get(tweet.getQuoteOfId()));
    }
    return Optional.of(view.build());
  }

  private static LongStream innerIds(Tweet tweet) {
    return LongStream.of(tweet.getRetweetOfId(), tweet.getQuoteOfId()).filter(id -> id != 0);
  }

  private void addFlags(long reader, Map<Long, Tweet> tweets) {
    if (reader == 0 || tweets.isEmpty()) {
      return;
    }
    ReaderMarks.Look look = marks.look(reader, tweets.keySet());
    if (!look.missing().isEmpty()) {
      look.learn(flags(reader, look.missing()));
    }
    tweets.replaceAll((id, tweet) -> flagged(tweet, look.of(id)));
  }

  private static Tweet flagged(Tweet tweet, byte mark) {
    return mark == 0
        ? tweet
        : tweet.toBuilder()
            .setRetweeted((mark & RETWEETED) != 0)
            .setBookmarked((mark & BOOKMARKED) != 0)
            .build();
  }

  private Map<Long, Byte> flags(long reader, List<Long> ids) {
    long[] asked = ids.stream().mapToLong(Long::longValue).toArray();
    Map<Long, Byte> flags = new HashMap<>();
    database
        .<List<FlagDao.Flag>>read(handle -> handle.attach(FlagDao.class).of(reader, asked))
        .forEach(
            flag ->
                flags.merge(
                    flag.tweetId(),
                    flag.retweeted() ? RETWEETED : BOOKMARKED,
                    (one, other) -> (byte) (one | other)));
    return flags;
  }
}
