package dev.twite.like;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.twite.common.boot.RunningService;
import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.EventProducer;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.common.reconcile.ReconcileHandler;
import dev.twite.common.reconcile.ReconcileResult;
import dev.twite.common.redis.Redis;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.like.v1.GetLikesRequest;
import dev.twite.proto.like.v1.LikeGrpc;
import dev.twite.proto.like.v1.LikeGrpc.LikeBlockingStub;
import dev.twite.proto.like.v1.LikeState;
import dev.twite.proto.like.v1.LikeTweetRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import redis.clients.jedis.Jedis;

/**
 * The real svc-like, one instance or more on the same servers, with stand-ins for its neighbours.
 */
final class LikeFixture implements AutoCloseable {
  final FakeTweets tweets = new FakeTweets();
  final FakeFollow follow = new FakeFollow();
  final TestEnv env;
  final List<Cluster> clusters = new ArrayList<>();
  final RunningService service;
  final LikeBlockingStub likes;
  private final AtomicLong ids = new AtomicLong(1_000);

  LikeFixture() throws Exception {
    this(new TestEnv().postgres("like").redis().kafka());
  }

  LikeFixture(TestEnv env) throws Exception {
    // Promises, not speed, are proved here: a busy build machine is no failure.
    this.env = env.set("GRPC_DEADLINE", "60s");
    Instance first = start();
    this.service = first.service();
    this.likes = first.likes();
  }

  /** One of several processes of the service. */
  record Instance(RunningService service, LikeBlockingStub likes) {}

  /** Starts one more. */
  Instance start() throws Exception {
    env.set("LIKE_NODE_ID", Integer.toString(clusters.size()));
    Cluster cluster = new Cluster(env);
    clusters.add(cluster);
    cluster.fake("tweet", tweets);
    cluster.fake("follow", follow);
    RunningService started = cluster.start(new LikeSpec());
    return new Instance(
        started,
        LikeGrpc.newBlockingStub(
            cluster.channel("gateway", "like", LikeGrpc.getServiceDescriptor())));
  }

  long newUser() {
    return ids.incrementAndGet();
  }

  /** A tweet that everybody may see. */
  long newTweet() {
    return tweets.add(ids.incrementAndGet(), 7);
  }

  LikeState like(long user, long tweet) {
    return state(Cluster.as(user, () -> likes.likeTweet(request(tweet))));
  }

  LikeState unlike(long user, long tweet) {
    return state(Cluster.as(user, () -> likes.unlikeTweet(request(tweet))));
  }

  // Without the word whether it made a difference.
  private static LikeState state(LikeState answer) {
    return answer.toBuilder().clearChanged().build();
  }

  /** What a reader is told of tweets; reader 0 is the public. */
  List<LikeState> read(long reader, Long... tweetIds) {
    GetLikesRequest asked = GetLikesRequest.newBuilder().addAllTweetIds(List.of(tweetIds)).build();
    return as(reader, () -> likes.getLikes(asked).getLikesList());
  }

  long countOf(long tweet) {
    return read(0, tweet).getFirst().getLikesCount();
  }

  static <R> R as(long reader, Callable<R> call) {
    if (reader != 0) {
      return Cluster.as(reader, call);
    }
    try {
      return call.call();
    } catch (RuntimeException thrown) {
      throw thrown;
    } catch (Exception thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  static LikeTweetRequest request(long tweet) {
    return LikeTweetRequest.newBuilder().setTweetId(tweet).build();
  }

  static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThat(GrpcErrors.toError(Assertions.catchThrowable(call)).code()).isEqualTo(code);
  }

  Database database() {
    return service.get(Database.class);
  }

  long count(String sql, Object... args) {
    return database()
        .read(
            handle -> {
              var query = handle.createQuery(sql);
              for (int i = 0; i < args.length; i++) {
                query.bind(i, args[i]);
              }
              return query.mapTo(Long.class).one();
            });
  }

  void execute(String sql, Object... args) {
    database().run(handle -> handle.execute(sql, args));
  }

  /** The rows of likes of a tweet. */
  long rows(long tweet) {
    return count("SELECT count(*) FROM likes WHERE tweet_id = ?", tweet);
  }

  Jedis redis() {
    return service.get(Redis.class).dedicated();
  }

  List<ReconcileResult> reconcile(boolean repair) {
    return service.get(ReconcileHandler.class).run(repair).results();
  }

  ReconcileResult reconcile(String name, boolean repair) {
    return reconcile(repair).stream()
        .filter(result -> result.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  void publish(Topic topic, long key, long eventId, Message payload) throws InterruptedException {
    Event event = new Event(eventId, Instant.now(), payload, "", "");
    assertThat(
            service
                .get(EventProducer.class)
                .send(
                    List.of(
                        EventCodec.encode(topic.in(service.get(KafkaConfig.class)), key, event))))
        .containsExactly(true);
  }

  @Override
  public void close() {
    clusters.reversed().forEach(Cluster::close);
  }
}
