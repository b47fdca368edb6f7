package dev.twite.feed.testing;

import com.google.protobuf.Message;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.id.IdSource;
import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.TestEnv;
import dev.twite.feed.store.TimelineEntry;
import dev.twite.proto.events.v1.FollowCreated;
import dev.twite.proto.events.v1.FollowDeleted;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.UserDeleted;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The truth that timelines must agree with: who follows whom and who wrote what, in memory. What
 * changes it tells Kafka of it, as the outbox of svc-follow or svc-tweet would, after the change.
 */
public final class World implements AutoCloseable {
  private final KafkaConfig kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final IdSource ids = new IdSource(Clock.systemUTC(), 1000);
  private final Map<Long, NavigableSet<Long>> followers = new ConcurrentHashMap<>();
  private final Map<Long, NavigableSet<Long>> following = new ConcurrentHashMap<>();
  private final Map<Long, NavigableSet<Long>> tweets = new ConcurrentHashMap<>();
  private final AtomicReference<Exception> refused = new AtomicReference<>();
  final Set<Long> big = ConcurrentHashMap.newKeySet();
  final Map<Long, Set<Long>> hidden = new ConcurrentHashMap<>();
  final Map<Long, Set<Long>> muted = new ConcurrentHashMap<>();

  public World(TestEnv env) {
    this.kafka = KafkaConfig.from(new ConfigReader("world", env.asMap()));
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrap(), "linger.ms", 0, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public void follow(long follower, long author) {
    link(follower, author);
    tell(
        Topic.FOLLOW,
        follower,
        FollowCreated.newBuilder().setFollowerId(follower).setFolloweeId(author).build());
  }

  /** A follow of long ago: no event. */
  public void link(long follower, long author) {
    people(followers, author).add(follower);
    people(following, follower).add(author);
  }

  public void unfollow(long follower, long author) {
    unlink(follower, author);
    tellUnfollowed(follower, author);
  }

  public void unlink(long follower, long author) {
    people(followers, author).remove(follower);
    people(following, follower).remove(author);
  }

  public void tellUnfollowed(long follower, long author) {
    tell(
        Topic.FOLLOW,
        follower,
        FollowDeleted.newBuilder().setFollowerId(follower).setFolloweeId(author).build());
  }

  /** As svc-follow does it: the block, and an unfollow for each follow that it ends. */
  public void block(long blocker, long blocked) {
    hide(blocker, blocked);
    if (following(blocker).contains(blocked)) {
      unfollow(blocker, blocked);
    }
    if (following(blocked).contains(blocker)) {
      unfollow(blocked, blocker);
    }
  }

  /** A block whose events are yet to come. */
  public void hide(long blocker, long blocked) {
    hidden.computeIfAbsent(blocker, key -> ConcurrentHashMap.newKeySet()).add(blocked);
    hidden.computeIfAbsent(blocked, key -> ConcurrentHashMap.newKeySet()).add(blocker);
  }

  public void unblock(long one, long other) {
    hidden.get(one).remove(other);
    hidden.get(other).remove(one);
  }

  public void mute(long muter, long author) {
    muted.computeIfAbsent(muter, key -> ConcurrentHashMap.newKeySet()).add(author);
  }

  public void makeBig(long author) {
    big.add(author);
  }

  public void deleteUser(long user) {
    tell(Topic.USER, user, UserDeleted.newBuilder().setUserId(user).build());
  }

  public long tweet(long author) {
    long id = write(author);
    tellTweeted(id, author);
    return id;
  }

  /** A tweet whose event is yet to come, or was long ago. */
  public long write(long author) {
    long id = ids.next();
    tweetsOf(author).add(id);
    return id;
  }

  public void tellTweeted(long id, long author) {
    tell(
        Topic.TWEET,
        id,
        TweetCreated.newBuilder().setTweetId(id).setAuthorId(author).setHomeEntry(true).build());
  }

  /** A reply to somebody else: not in anybody's home. */
  public long reply(long author) {
    long id = ids.next();
    tell(Topic.TWEET, id, TweetCreated.newBuilder().setTweetId(id).setAuthorId(author).build());
    return id;
  }

  public void delete(long id, long author) {
    tweetsOf(author).remove(id);
    tell(
        Topic.TWEET,
        id,
        TweetDeleted.newBuilder().setTweetId(id).setAuthorId(author).setHomeEntry(true).build());
  }

  public NavigableSet<Long> followers(long author) {
    return people(followers, author);
  }

  public Set<Long> following(long user) {
    return Set.copyOf(people(following, user));
  }

  /** Home entries of some authors, newest first. */
  public List<TimelineEntry> entries(Collection<Long> authors, long before, int limit) {
    return authors.stream()
        .flatMap(
            author -> {
              NavigableSet<Long> own = tweetsOf(author);
              return (before == 0 ? own : own.tailSet(before, false))
                  .stream().limit(limit).map(id -> new TimelineEntry(id, author));
            })
        .sorted(TimelineEntry.NEWEST_FIRST)
        .limit(limit)
        .toList();
  }

  /** The whole home timeline that a user should see, by brute force. */
  public List<TimelineEntry> home(long user) {
    Set<Long> authors = new HashSet<>(following(user));
    authors.add(user);
    authors.removeAll(hidden.getOrDefault(user, Set.of()));
    authors.removeAll(muted.getOrDefault(user, Set.of()));
    return entries(authors, 0, Integer.MAX_VALUE);
  }

  /** Returns when Kafka has all that was told; fails when it did not take something. */
  public void flush() {
    producer.flush();
    if (refused.get() != null) {
      throw new AssertionError("Kafka did not take an event", refused.get());
    }
  }

  KafkaConfig kafka() {
    return kafka;
  }

  @Override
  public void close() {
    producer.close();
  }

  /** Any event. */
  public void tell(Topic topic, long key, Message payload) {
    Event event = new Event(ids.next(), Instant.now(), payload, "", "");
    var unused =
        producer.send(
            EventCodec.encode(topic.in(kafka), key, event),
            (place, failed) -> {
              if (failed != null) {
                refused.set(failed);
              }
            });
  }

  private static NavigableSet<Long> people(Map<Long, NavigableSet<Long>> map, long key) {
    return map.computeIfAbsent(key, unused -> new ConcurrentSkipListSet<>());
  }

  /** Newest first. */
  private NavigableSet<Long> tweetsOf(long author) {
    return tweets.computeIfAbsent(
        author, unused -> new ConcurrentSkipListSet<>(Comparator.reverseOrder()));
  }
}
