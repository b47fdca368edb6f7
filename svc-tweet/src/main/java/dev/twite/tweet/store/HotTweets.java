package dev.twite.tweet.store;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.twite.common.cache.NearCache;
import dev.twite.common.error.TwiteException;
import dev.twite.common.redis.LuaScript;
import dev.twite.common.redis.Redis;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.tweet.TweetConfig;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Copies of tweets ({@code tw:<id>}) and of their counts ({@code tc:<id>}) in Redis. Every value
 * carries its row's version, and an older one never replaces a newer one: a reader that was slow
 * can't put back what has changed since. A deleted tweet leaves a tombstone that outlives every
 * request under way. What is read all the time is besides kept {@link #near}, for a moment.
 */
public final class HotTweets {
  private static final Logger log = LoggerFactory.getLogger(HotTweets.class);
  // Later than every version, and exact as a double, which is what Lua counts in.
  private static final long GONE = (1L << 53) - 1;
  private static final byte[] EMPTY = {};
  private static final int MAX_NEAR = 20_000;
  private static final Duration NEAR_FOR = Duration.ofSeconds(2);

  private final Redis redis;
  private final TweetConfig config;
  private final LuaScript keepNewest = LuaScript.ofResource("lua/keep_newest.lua");
  private final NearCache<Tweet> near = new NearCache<>(MAX_NEAR, NEAR_FOR);
  // By System.nanoTime: counts that Redis was not told of may be there until then.
  private volatile long distrustCountsUntil = System.nanoTime();

  /**
   * What the cache knows.
   *
   * @param tweets without counts
   * @param gone deleted a moment ago
   */
  public record Found(Map<Long, Tweet> tweets, Map<Long, CountsRow> counts, Set<Long> gone) {}

  @Inject
  HotTweets(Redis redis, TweetConfig config) {
    this.redis = redis;
    this.config = config;
  }

  /** Tweets with their counts. Whatever is changed through this class is forgotten there. */
  public NearCache<Tweet> near() {
    return near;
  }

  /** What is known of the tweets; nothing while Redis is away. */
  public Found find(List<Long> ids) {
    Found found = new Found(new HashMap<>(), new HashMap<>(), new HashSet<>());
    if (ids.isEmpty()) {
      return found;
    }
    byte[][] keys = new byte[ids.size() * 2][];
    for (int i = 0; i < ids.size(); i++) {
      keys[i] = tweetKey(ids.get(i));
      keys[ids.size() + i] = countsKey(ids.get(i));
    }
    try {
      boolean isDistrusted = System.nanoTime() - distrustCountsUntil < 0;
      List<byte[]> values = redis.call(client -> client.mget(keys));
      for (int i = 0; i < ids.size(); i++) {
        readTweet(found, ids.get(i), values.get(i));
        if (!isDistrusted) {
          readCounts(found, ids.get(i), values.get(ids.size() + i));
        }
      }
    } catch (TwiteException | JedisException | InvalidProtocolBufferException away) {
      log.debug("No hot tweets: {}", away.toString());
    }
    return found;
  }

  /** Offers what has just been made, with its counts: nothing older can be there. */
  public void offerNew(TweetRow tweet) {
    fill(List.of(tweet), List.of(CountsRow.none(tweet.id())));
    near.forget(tweet.id());
  }

  /**
   * Offers what has just been changed. Lost to other processes while Redis is away, counts until
   * those there expire.
   */
  public void offer(Collection<TweetRow> tweets, Collection<CountsRow> counts) {
    if (!fill(tweets, counts) && !counts.isEmpty()) {
      distrustCountsUntil = System.nanoTime() + config.countsTtl().toNanos();
    }
    tweets.forEach(row -> near.forget(row.id()));
    counts.forEach(row -> near.forget(row.tweetId()));
  }

  /**
   * Fills in what was read from the database.
   *
   * @return false when it is lost because Redis is away
   */
  @CanIgnoreReturnValue
  public boolean fill(Collection<TweetRow> tweets, Collection<CountsRow> counts) {
    return quietly(
        () ->
            put(Stream.concat(tweets.stream().map(this::entry), counts.stream().map(this::entry))));
  }

  /** {@link #bury}, lost while Redis is away; the consumer of our own events makes up for it. */
  public void tryBury(Collection<Long> ids) {
    quietly(() -> bury(ids));
    ids.forEach(near::forget);
  }

  /**
   * Puts tombstones where tweets were deleted.
   *
   * @throws TwiteException UNAVAILABLE when Redis is away
   */
  public void bury(Collection<Long> ids) {
    put(ids.stream().map(id -> new Entry(tweetKey(id), config.tombstoneTtl(), GONE, EMPTY)));
    ids.forEach(near::forget);
  }

  /**
   * Puts tweets.
   *
   * @throws TwiteException UNAVAILABLE when Redis is away
   */
  public void putTweets(Collection<TweetRow> rows) {
    put(rows.stream().map(this::entry));
    rows.forEach(row -> near.forget(row.id()));
  }

  private record Entry(byte[] key, Duration life, long version, byte[] payload) {}

  private Entry entry(TweetRow row) {
    return new Entry(
        tweetKey(row.id()), config.hotTtl(), row.version(), row.toTweet().toByteArray());
  }

  private Entry entry(CountsRow row) {
    return new Entry(
        countsKey(row.tweetId()), config.countsTtl(), row.version(), countsPayload(row));
  }

  private void put(Stream<Entry> all) {
    List<byte[]> keys = new ArrayList<>();
    List<byte[]> args = new ArrayList<>();
    all.forEach(
        entry -> {
          keys.add(entry.key());
          args.add(ascii(Long.toString(entry.life().toMillis())));
          args.add(ascii(Long.toString(entry.version())));
          args.add(entry.payload());
        });
    if (!keys.isEmpty()) {
      redis.call(client -> keepNewest.run(client, keys, args));
    }
  }

  @CanIgnoreReturnValue
  private static boolean quietly(Runnable write) {
    try {
      write.run();
      return true;
    } catch (TwiteException | JedisException away) {
      log.debug("Hot tweets not written: {}", away.toString());
      return false;
    }
  }

  private static void readTweet(Found found, long id, byte[] value)
      throws InvalidProtocolBufferException {
    if (value != null) {
      int colon = colonOf(value);
      if (versionOf(value, colon) == GONE) {
        found.gone().add(id);
      } else {
        found.tweets().put(id, parse(value, colon));
      }
    }
  }

  private static void readCounts(Found found, long id, byte[] value)
      throws InvalidProtocolBufferException {
    if (value != null) {
      int colon = colonOf(value);
      Tweet counts = parse(value, colon);
      found
          .counts()
          .put(
              id,
              new CountsRow(
                  id,
                  counts.getRetweetsCount(),
                  counts.getRepliesCount(),
                  counts.getQuotesCount(),
                  versionOf(value, colon)));
    }
  }

  private static byte[] countsPayload(CountsRow row) {
    return Tweet.newBuilder()
        .setRetweetsCount(row.retweets())
        .setRepliesCount(row.replies())
        .setQuotesCount(row.quotes())
        .build()
        .toByteArray();
  }

  private static int colonOf(byte[] value) {
    int colon = 0;
    while (value[colon] != ':') {
      colon++;
    }
    return colon;
  }

  private static long versionOf(byte[] value, int colon) {
    return Long.parseLong(new String(value, 0, colon, StandardCharsets.US_ASCII));
  }

  private static Tweet parse(byte[] value, int colon) throws InvalidProtocolBufferException {
    return Tweet.parseFrom(ByteString.copyFrom(value, colon + 1, value.length - colon - 1));
  }

  private static byte[] tweetKey(long id) {
    return ascii("tw:" + id);
  }

  private static byte[] countsKey(long id) {
    return ascii("tc:" + id);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
