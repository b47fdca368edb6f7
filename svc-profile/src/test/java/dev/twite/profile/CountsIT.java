package dev.twite.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.twite.common.kafka.ConsumerLoop;
import dev.twite.common.kafka.EventProducer;
import dev.twite.common.kafka.GroupProgress;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.common.metrics.Metrics;
import dev.twite.profile.Counts.Change;
import dev.twite.profile.events.Intake;
import dev.twite.proto.events.v1.BlockCreated;
import dev.twite.proto.events.v1.FollowCreated;
import dev.twite.proto.events.v1.FollowDeleted;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.profile.v1.User;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Counts equal the number of relations and tweets, whatever happens to their events (R6). */
class CountsIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static ProfileFixture fixture;

  /** What there is: the truth that counts are compared with. */
  private record Follow(long from, long to) {}

  private record Tweet(long id, long author) {}

  private final Random random = new Random(6);
  private final Set<Follow> follows = new HashSet<>();
  private final Set<Tweet> tweets = new HashSet<>();
  private final List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
  private long eventId;

  @BeforeAll
  static void start() throws Exception {
    fixture = new ProfileFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void countsDoNotDriftUnderRedeliveryAndReplay_R6() throws Exception {
    List<Long> users = LongStream.range(0, 12).mapToObj(i -> fixture.newUser()).toList();
    for (int i = 0; i < 1_500; i++) {
      change(users);
    }
    // Half of the users have no profile yet when they are first counted.
    users.subList(0, 6).forEach(fixture::create);
    fixture.publish(events);
    // A producer that was not sure: the same events once more.
    fixture.publish(events);
    users.subList(6, 12).forEach(fixture::create);
    awaitHandled(Intake.GROUP);
    assertCounts(users);

    ConsumerLoop replay =
        new ConsumerLoop(
            "replay",
            Intake.TOPICS,
            Duration.ZERO,
            fixture.service.get(Intake.class).handler(),
            fixture.service.get(KafkaConfig.class),
            fixture.service.get(EventProducer.class),
            fixture.service.get(Metrics.class),
            Clock.systemUTC());
    replay.start();
    try {
      awaitHandled("replay");
    } finally {
      replay.stop();
    }
    assertCounts(users);
  }

  @Test
  // A deadlock takes PostgreSQL a second to see.
  @Timeout(60)
  void twoWhoFollowEachOtherAtOnceAreBothCounted() throws Exception {
    long ann = fixture.newUser();
    long bob = fixture.newUser();
    fixture.create(ann);
    fixture.create(bob);
    Counts counts = fixture.service.get(Counts.class);
    List<Future<?>> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (long i = 0; i < 100; i++) {
        long id = 1_000_000 + 2 * i;
        Change there = Change.ofFollow(id, ann, bob, 1);
        Change back = Change.ofFollow(id + 1, bob, ann, 1);
        // The same events in company twice, also the other way round: each counts once.
        done.add(threads.submit(() -> counts.add(List.of(there, back))));
        done.add(threads.submit(() -> counts.add(List.of(back, there))));
      }
    }
    for (Future<?> each : done) {
      each.get();
    }
    assertThat(fixture.get(ann, bob))
        .allSatisfy(
            user -> {
              assertThat(user.getFollowersCount()).isEqualTo(100);
              assertThat(user.getFollowingCount()).isEqualTo(100);
            });
  }

  /** Something happens: a relation or a tweet comes, or goes. */
  private void change(List<Long> users) {
    long actor = pick(users);
    switch (random.nextInt(4)) {
      case 0, 1 -> {
        Follow follow = new Follow(actor, pick(users));
        if (follow.from() == follow.to()) {
          add(Topic.FOLLOW, actor, BlockCreated.newBuilder().setBlockerId(actor).build());
        } else if (follows.add(follow)) {
          add(
              Topic.FOLLOW,
              actor,
              FollowCreated.newBuilder()
                  .setFollowerId(follow.from())
                  .setFolloweeId(follow.to())
                  .build());
        } else {
          follows.remove(follow);
          add(
              Topic.FOLLOW,
              actor,
              FollowDeleted.newBuilder()
                  .setFollowerId(follow.from())
                  .setFolloweeId(follow.to())
                  .build());
        }
      }
      case 2 -> {
        Tweet tweet = new Tweet(eventId + 1, actor);
        tweets.add(tweet);
        add(
            Topic.TWEET,
            tweet.id(),
            TweetCreated.newBuilder()
                .setTweetId(tweet.id())
                .setAuthorId(actor)
                .setRetweetOfId(random.nextInt(2))
                .build());
      }
      default ->
          tweets.stream()
              .findFirst()
              .ifPresent(
                  tweet -> {
                    tweets.remove(tweet);
                    add(
                        Topic.TWEET,
                        tweet.id(),
                        TweetDeleted.newBuilder()
                            .setTweetId(tweet.id())
                            .setAuthorId(tweet.author())
                            .build());
                  });
    }
  }

  private void add(Topic topic, long key, Message payload) {
    events.add(fixture.event(topic, key, ++eventId, payload));
  }

  private long pick(List<Long> users) {
    return users.get(random.nextInt(users.size()));
  }

  private void assertCounts(List<Long> users) {
    for (long id : users) {
      User user = fixture.get(id).getFirst();
      assertThat(user.getFollowersCount())
          .isEqualTo(follows.stream().filter(follow -> follow.to() == id).count());
      assertThat(user.getFollowingCount())
          .isEqualTo(follows.stream().filter(follow -> follow.from() == id).count());
      assertThat(user.getTweetsCount())
          .isEqualTo(tweets.stream().filter(tweet -> tweet.author() == id).count());
    }
  }

  /** Waits until a group has handled all there is. */
  private static void awaitHandled(String group) {
    GroupProgress progress = fixture.service.get(GroupProgress.class);
    assertThat(progress.awaitHandled(group, Set.copyOf(Intake.TOPICS), LONG)).isTrue();
  }
}
