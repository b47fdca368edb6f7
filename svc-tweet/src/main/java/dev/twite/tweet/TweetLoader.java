package dev.twite.tweet;

import dev.twite.common.db.Database;
import dev.twite.common.identity.CallContext;
import dev.twite.common.metrics.Metrics;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.tweet.store.CountsDao;
import dev.twite.tweet.store.CountsRow;
import dev.twite.tweet.store.HotTweets;
import dev.twite.tweet.store.TweetDao;
import dev.twite.tweet.store.TweetRow;
import io.prometheus.client.Counter;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Tweets by id with their counts, whoever asks: from memory, from Redis, and from PostgreSQL what
 * is not there.
 */
final class TweetLoader {
  /** Services that keep what they are told: nothing that may be two seconds old is for them. */
  private static final Set<String> REMEMBERING = Set.of("search", "websocket");

  private final Database database;
  private final HotTweets hot;
  private final Counter lookups;

  @Inject
  TweetLoader(Database database, HotTweets hot, Metrics metrics) {
    this.database = database;
    this.hot = hot;
    this.lookups = metrics.counter("twite_hot_tweets_total", "Tweets looked up", "result");
  }

  /** The tweets that are there. */
  Map<Long, Tweet> load(Collection<Long> ids) {
    List<Long> wanted = ids.stream().filter(id -> id > 0).distinct().toList();
    return CallContext.service().filter(REMEMBERING::contains).isPresent()
        ? fetch(wanted)
        : hot.near().all(wanted, this::fetch);
  }

  private Map<Long, Tweet> fetch(List<Long> wanted) {
    HotTweets.Found found = hot.find(wanted);
    Map<Long, Tweet> tweets = new HashMap<>(found.tweets());
    Map<Long, CountsRow> counts = new HashMap<>(found.counts());
    long[] missing =
        longs(
            wanted.stream()
                .filter(id -> !tweets.containsKey(id) && !found.gone().contains(id))
                .toList());
    // Retweets are never counted themselves.
    long[] uncounted =
        longs(
            wanted.stream()
                .filter(id -> !counts.containsKey(id) && !found.gone().contains(id))
                .filter(id -> !tweets.containsKey(id) || tweets.get(id).getRetweetOfId() == 0)
                .toList());
    lookups.labels("hit").inc(wanted.size() - missing.length);
    lookups.labels("miss").inc(missing.length);
    if (missing.length > 0 || uncounted.length > 0) {
      Loaded loaded = database.read(handle -> read(handle, missing, uncounted));
      loaded.tweets().forEach(row -> tweets.put(row.id(), row.toTweet()));
      loaded.counts().forEach(row -> counts.put(row.tweetId(), row));
      hot.fill(loaded.tweets(), loaded.counts());
    }
    tweets.replaceAll(
        (id, tweet) -> withCounts(tweet, counts.getOrDefault(id, CountsRow.none(id))));
    return tweets;
  }

  private record Loaded(List<TweetRow> tweets, List<CountsRow> counts) {}

  private static Loaded read(Handle handle, long[] missing, long[] uncounted) {
    List<TweetRow> tweets =
        missing.length == 0 ? List.of() : handle.attach(TweetDao.class).findAll(missing);
    Map<Long, CountsRow> counts = new HashMap<>();
    if (uncounted.length > 0) {
      for (long id : uncounted) {
        counts.put(id, CountsRow.none(id));
      }
      handle
          .attach(CountsDao.class)
          .findAll(uncounted)
          .forEach(row -> counts.put(row.tweetId(), row));
    }
    return new Loaded(tweets, List.copyOf(counts.values()));
  }

  private static Tweet withCounts(Tweet tweet, CountsRow counts) {
    return tweet.toBuilder()
        .setRetweetsCount(counts.retweets())
        .setRepliesCount(counts.replies())
        .setQuotesCount(counts.quotes())
        .build();
  }

  private static long[] longs(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }
}
