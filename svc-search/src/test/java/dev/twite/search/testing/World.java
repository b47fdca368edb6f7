package dev.twite.search.testing;

import com.google.protobuf.Message;
import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.events.v1.FollowCreated;
import dev.twite.proto.events.v1.LikeCreated;
import dev.twite.proto.events.v1.ProfileUpdated;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.TweetEdited;
import dev.twite.proto.events.v1.UserBanned;
import dev.twite.proto.events.v1.UserCreated;
import dev.twite.proto.events.v1.UserDeleted;
import dev.twite.proto.events.v1.UserUnbanned;
import dev.twite.proto.profile.v1.User;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What happens: kept by those who own it, and told in the topics, as the other services do. */
public final class World implements AutoCloseable {
  private static final AtomicLong IDS = new AtomicLong(System.currentTimeMillis() << 20);
  private static final Pattern TAG = Pattern.compile("#([\\p{L}\\p{N}_]+)");

  public final FakeOwners owners = new FakeOwners();
  private final TestEnv env;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  public World(TestEnv env) {
    this.env = env;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                env.asMap().get("TWITE_KAFKA_BOOTSTRAP"),
                "acks",
                "all",
                "linger.ms",
                2),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public static long newId() {
    return IDS.incrementAndGet();
  }

  /** Somebody; the handle is at most 15 characters. */
  public long join(String handle, String name, String bio) {
    long id = newId();
    owners.users.put(
        id, User.newBuilder().setId(id).setHandle(handle).setName(name).setBio(bio).build());
    tell(
        Topic.USER,
        id,
        UserCreated.newBuilder().setUserId(id).setHandle(handle).setName(name).build());
    if (!bio.isEmpty()) {
      tell(
          Topic.PROFILE,
          id,
          ProfileUpdated.newBuilder()
              .setUserId(id)
              .setHandle(handle)
              .setName(name)
              .setBio(bio)
              .build());
    }
    return id;
  }

  /** Hides somebody, or ends that; the word of svc-auth, and what svc-profile says in scans. */
  public void ban(long user, long version, boolean banned) {
    owners.users.computeIfPresent(
        user, (id, old) -> old.toBuilder().setBanned(banned).setBanVersion(version).build());
    tell(
        Topic.USER,
        user,
        banned
            ? UserBanned.newBuilder().setUserId(user).setVersion(version).build()
            : UserUnbanned.newBuilder().setUserId(user).setVersion(version).build());
  }

  public void leave(long user) {
    owners.users.remove(user);
    tell(Topic.USER, user, UserDeleted.newBuilder().setUserId(user).build());
  }

  /** A public tweet of now, with the hashtags in its text. */
  public long tweet(long author, String text) {
    return tweet(tweetOf(author, text));
  }

  public long tweet(TweetCreated.Builder tweet) {
    TweetCreated told = tweet.build();
    owners.keep(told);
    tell(Topic.TWEET, told.getTweetId(), told);
    return told.getTweetId();
  }

  public static TweetCreated.Builder tweetOf(long author, String text) {
    return TweetCreated.newBuilder()
        .setTweetId(newId())
        .setAuthorId(author)
        .setText(text)
        .addAllHashtags(tags(text))
        .setVisibility(Visibility.VISIBILITY_PUBLIC_VALUE)
        .setCreatedAtMs(System.currentTimeMillis());
  }

  public void edit(long id, String text) {
    Tweet old = owners.tweets.get(id);
    TweetCreated changed =
        tweetOf(old.getAuthorId(), text)
            .setTweetId(id)
            .setVisibility(old.getVisibilityValue())
            .addAllMediaIds(old.getMediaIdsList())
            .setCreatedAtMs(old.getCreatedAtMs())
            .build();
    owners.keep(changed);
    tell(
        Topic.TWEET,
        id,
        TweetEdited.newBuilder()
            .setTweetId(id)
            .setAuthorId(old.getAuthorId())
            .setText(text)
            .addAllHashtags(changed.getHashtagsList())
            .setVisibility(old.getVisibilityValue())
            .build());
  }

  public void delete(long id) {
    owners.tweets.remove(id);
    tell(Topic.TWEET, id, TweetDeleted.newBuilder().setTweetId(id).build());
  }

  /** Gives a tweet so many likes, and tells of one. */
  public void like(long id, long count) {
    owners.likes.put(id, count);
    tell(Topic.LIKE, 1, LikeCreated.newBuilder().setTweetId(id).setUserId(1).build());
  }

  /** Gives a person so many followers, and tells of one. */
  public void followers(long user, long count) {
    owners.users.computeIfPresent(
        user, (id, known) -> known.toBuilder().setFollowersCount(count).build());
    tell(Topic.FOLLOW, 1, FollowCreated.newBuilder().setFollowerId(1).setFolloweeId(user).build());
  }

  /** Tells what happened, and nothing else. */
  public synchronized void tell(Topic topic, long key, Message event) {
    sent.add(
        producer.send(
            EventCodec.encode(
                env.asMap().get("TWITE_KAFKA_PREFIX") + topic.baseName(),
                key,
                new Event(newId(), Instant.now(), event, "", ""))));
  }

  /** Returns when Kafka has everything. */
  public synchronized void flush() {
    try {
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
      sent.clear();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    producer.close();
  }

  private static List<String> tags(String text) {
    List<String> tags = new ArrayList<>();
    Matcher tag = TAG.matcher(text);
    while (tag.find()) {
      tags.add(tag.group(1).toLowerCase(Locale.ROOT));
    }
    return tags.stream().distinct().toList();
  }
}
