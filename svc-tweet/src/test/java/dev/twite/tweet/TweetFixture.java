package dev.twite.tweet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.primitives.Longs;
import dev.twite.common.boot.RunningService;
import dev.twite.common.db.Database;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.FakeMedia;
import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TopicReader;
import dev.twite.proto.tweet.v1.CreateTweetRequest;
import dev.twite.proto.tweet.v1.DeleteTweetRequest;
import dev.twite.proto.tweet.v1.GetTweetsRequest;
import dev.twite.proto.tweet.v1.RelationRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetServiceGrpc;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The real svc-tweet on real servers, with stand-ins for its neighbours. */
final class TweetFixture implements AutoCloseable {
  final FakeFollow follow = new FakeFollow();
  final FakeProfile profile = new FakeProfile();
  final FakeMedia media = new FakeMedia();
  final TestEnv env =
      new TestEnv()
          .postgres("tweet")
          .redis()
          .kafka()
          .set("TWEET_PG_POOL", "8")
          // Promises, not speed, are proved here: a busy build machine is no failure.
          .set("GRPC_DEADLINE", "60s")
          .set("TWEET_PROFILE_DEADLINE", "10s")
          .set("TWEET_PG_MAX_WAIT", "10s")
          .set("TWEET_BITE", "7");
  final Cluster cluster = new Cluster(env);
  final TweetServiceBlockingStub tweets;
  final TweetServiceBlockingStub asFeed;
  private RunningService service;

  /**
   * @param settings keys without {@code TWITE_} and their values, in turn
   */
  TweetFixture(String... settings) throws Exception {
    for (int i = 0; i < settings.length; i += 2) {
      env.set(settings[i], settings[i + 1]);
    }
    cluster.fake("follow", follow);
    cluster.fake("profile", profile);
    cluster.fake("media", media);
    service = cluster.start(new TweetSpec());
    tweets = stub("gateway");
    asFeed = stub("feed");
  }

  private TweetServiceBlockingStub stub(String asService) {
    return TweetServiceGrpc.newBlockingStub(
        cluster.channel(asService, "tweet", TweetServiceGrpc.getServiceDescriptor()));
  }

  <T> T get(Class<T> type) {
    return service.get(type);
  }

  void restart() throws Exception {
    service.close();
    service = cluster.start(new TweetSpec());
  }

  Tweet create(long author, String text) {
    return create(author, CreateTweetRequest.newBuilder().setText(text));
  }

  /** As reads show it. */
  Tweet create(long author, CreateTweetRequest.Builder request) {
    return Cluster.as(author, () -> tweets.createTweet(request.build())).toBuilder()
        .clearFresh()
        .build();
  }

  Tweet reply(long author, long to, String text) {
    return create(author, CreateTweetRequest.newBuilder().setText(text).setReplyToId(to));
  }

  Tweet retweet(long author, long id) {
    return Cluster.as(author, () -> tweets.retweet(relation(id)));
  }

  void delete(long author, long id) {
    Object unused =
        Cluster.as(
            author, () -> tweets.deleteTweet(DeleteTweetRequest.newBuilder().setId(id).build()));
    assertThat(unused).isNotNull();
  }

  /** A tweet as a reader sees it; reader 0 is the public. */
  List<Tweet> read(long reader, Long... ids) {
    GetTweetsRequest request = GetTweetsRequest.newBuilder().addAllIds(List.of(ids)).build();
    return as(reader, () -> tweets.getTweets(request).getTweetsList());
  }

  static <R> R as(long reader, Callable<? extends R> call) {
    if (reader != 0) {
      return Cluster.<R>as(reader, call::call);
    }
    try {
      return call.call();
    } catch (RuntimeException thrown) {
      throw thrown;
    } catch (Exception thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  static RelationRequest relation(long id) {
    return RelationRequest.newBuilder().setTweetId(id).build();
  }

  /** What a call is refused with. */
  static TwiteException refusal(Callable<?> call) {
    Throwable thrown = catchThrowable(call::call);
    assertThat(thrown).as("the call is refused").isNotNull();
    return GrpcErrors.toError(thrown);
  }

  /** {@code CODE field/fault}, or {@code CODE} alone. */
  static String refused(Callable<?> call) {
    TwiteException refusal = refusal(call);
    return refusal.fields().isEmpty()
        ? refusal.code().name()
        : refusal.code().name()
            + " "
            + refusal.fields().getFirst().field()
            + "/"
            + refusal.fields().getFirst().code();
  }

  long count(String sql, Object... args) {
    return get(Database.class)
        .read(
            handle -> {
              var query = handle.createQuery(sql);
              for (int i = 0; i < args.length; i++) {
                query.bind(i, args[i]);
              }
              return query.mapTo(Long.class).one();
            });
  }

  /** Runs the tasks on some threads at once and returns their results in order. */
  static <R> List<R> parallel(int threads, List<Callable<R>> tasks) throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<R> results = new ArrayList<>();
      for (Future<R> future : executor.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException failed) {
      throw new AssertionError("A task failed", failed.getCause());
    }
  }

  /** An event as it stands in the topic. */
  record Published(long key, String type, byte[] payload) {}

  /** Everything in the topic of tweets, each partition in its order. */
  List<Published> published() {
    KafkaConfig config = get(KafkaConfig.class);
    Map<String, Object> settings = Map.of("bootstrap.servers", config.bootstrap());
    List<Published> all = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      Set<TopicPartition> partitions =
          Set.of(
              new TopicPartition(Topic.TWEET.in(config), 0),
              new TopicPartition(Topic.TWEET.in(config), 1));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          // Delivery is at least once.
          if (!ids.add(TopicReader.header(record, "event-id"))) {
            continue;
          }
          all.add(
              new Published(
                  Longs.fromByteArray(record.key()),
                  new String(
                      record.headers().lastHeader("event-type").value(), StandardCharsets.UTF_8),
                  record.value()));
        }
      }
    }
    return all;
  }

  boolean outboxIsEmpty() {
    return count("SELECT count(*) FROM outbox") == 0;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
