package dev.twite.notification.testing;

import com.google.protobuf.Message;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.id.IdSource;
import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.events.v1.BlockCreated;
import dev.twite.proto.events.v1.BlockDeleted;
import dev.twite.proto.events.v1.FollowCreated;
import dev.twite.proto.events.v1.FollowDeleted;
import dev.twite.proto.events.v1.LikeCreated;
import dev.twite.proto.events.v1.LikeDeleted;
import dev.twite.proto.events.v1.MuteCreated;
import dev.twite.proto.events.v1.MuteDeleted;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.TweetEdited;
import dev.twite.proto.events.v1.UserDeleted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What people do, told to Kafka as the outboxes of the other services would. */
public final class World implements AutoCloseable {
  public final FakeFollow follow = new FakeFollow();
  private final KafkaConfig kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final IdSource ids = new IdSource(Clock.systemUTC(), 1000);
  private final AtomicReference<Exception> refused = new AtomicReference<>();
  private Duration ahead = Duration.ZERO;

  public World(TestEnv env) {
    this.kafka = KafkaConfig.from(new ConfigReader("world", env.asMap()));
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrap(), "linger.ms", 0, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** A new user or tweet. */
  public long newId() {
    return ids.next();
  }

  /** From now on everything happens so much later. */
  public void later(Duration time) {
    ahead = ahead.plus(time);
  }

  public void like(long user, long tweet, long author) {
    like(ids.next(), user, tweet, author);
  }

  /** Comes late: its event was made before others that were told. */
  public void like(long eventId, long user, long tweet, long author) {
    tell(
        eventId,
        Topic.LIKE,
        user,
        LikeCreated.newBuilder().setUserId(user).setTweetId(tweet).setAuthorId(author).build());
  }

  public void unlike(long user, long tweet, long author) {
    tell(
        Topic.LIKE,
        user,
        LikeDeleted.newBuilder().setUserId(user).setTweetId(tweet).setAuthorId(author).build());
  }

  /** A tweet with an id and an author of its own where it has none. */
  public long tweet(TweetCreated.Builder tweet) {
    if (tweet.getTweetId() == 0) {
      tweet.setTweetId(newId());
    }
    tell(Topic.TWEET, tweet.getTweetId(), tweet.build());
    return tweet.getTweetId();
  }

  public long reply(long author, long toTweet, long toAuthor) {
    return tweet(
        TweetCreated.newBuilder()
            .setAuthorId(author)
            .setReplyToId(toTweet)
            .setReplyToAuthorId(toAuthor));
  }

  public long mention(long author, Long... users) {
    return tweet(
        TweetCreated.newBuilder().setAuthorId(author).addAllMentionedUserIds(List.of(users)));
  }

  public long retweet(long author, long original, long originalAuthor) {
    return tweet(
        TweetCreated.newBuilder()
            .setAuthorId(author)
            .setRetweetOfId(original)
            .setRetweetOfAuthorId(originalAuthor));
  }

  public void edit(long author, long tweet, Long... mentioned) {
    tell(
        Topic.TWEET,
        tweet,
        TweetEdited.newBuilder()
            .setTweetId(tweet)
            .setAuthorId(author)
            .addAllMentionedUserIds(List.of(mentioned))
            .build());
  }

  public void delete(long author, long tweet, long retweetOf) {
    tell(
        Topic.TWEET,
        tweet,
        TweetDeleted.newBuilder()
            .setTweetId(tweet)
            .setAuthorId(author)
            .setRetweetOfId(retweetOf)
            .build());
  }

  public void follow(long follower, long followee) {
    tell(
        Topic.FOLLOW,
        follower,
        FollowCreated.newBuilder().setFollowerId(follower).setFolloweeId(followee).build());
  }

  public void unfollow(long follower, long followee) {
    tell(
        Topic.FOLLOW,
        follower,
        FollowDeleted.newBuilder().setFollowerId(follower).setFolloweeId(followee).build());
  }

  public void block(long blocker, long blocked) {
    follow.block(blocker, blocked);
    tell(
        Topic.FOLLOW,
        blocker,
        BlockCreated.newBuilder().setBlockerId(blocker).setBlockedId(blocked).build());
  }

  public void unblock(long blocker, long blocked) {
    follow.unblock(blocker, blocked);
    tell(
        Topic.FOLLOW,
        blocker,
        BlockDeleted.newBuilder().setBlockerId(blocker).setBlockedId(blocked).build());
  }

  public void mute(long muter, long muted) {
    follow.mute(muter, muted);
    tell(Topic.FOLLOW, muter, MuteCreated.newBuilder().setMuterId(muter).setMutedId(muted).build());
  }

  public void unmute(long muter, long muted) {
    follow.unmute(muter, muted);
    tell(Topic.FOLLOW, muter, MuteDeleted.newBuilder().setMuterId(muter).setMutedId(muted).build());
  }

  public void deleteUser(long user) {
    tell(Topic.USER, user, UserDeleted.newBuilder().setUserId(user).build());
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

  private void tell(Topic topic, long key, Message payload) {
    tell(ids.next(), topic, key, payload);
  }

  private void tell(long eventId, Topic topic, long key, Message payload) {
    Event event = new Event(eventId, Instant.now().plus(ahead), payload, "", "");
    var unused =
        producer.send(
            EventCodec.encode(topic.in(kafka), key, event),
            (place, failed) -> {
              if (failed != null) {
                refused.set(failed);
              }
            });
  }
}
