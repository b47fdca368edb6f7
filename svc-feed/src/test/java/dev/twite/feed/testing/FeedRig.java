package dev.twite.feed.testing;

import dev.twite.common.boot.RunningService;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.Eventually;
import dev.twite.common.testing.TestEnv;
import dev.twite.feed.FeedSpec;
import dev.twite.feed.store.TimelineEntry;
import dev.twite.proto.feed.v1.FeedGrpc;
import dev.twite.proto.feed.v1.FeedGrpc.FeedBlockingStub;
import dev.twite.proto.feed.v1.GetHomeRequest;
import dev.twite.proto.feed.v1.GetHomeResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import redis.clients.jedis.RedisClient;

/** svc-feed on real Redis and Kafka, with svc-follow and svc-tweet played by a {@link World}. */
public final class FeedRig implements AutoCloseable {
  public final World world;
  public final FakeFollow follow;
  public final FakeTweets tweets;
  public final RedisClient redis;

  private final Cluster cluster;
  private final FeedBlockingStub stub;
  private RunningService feed;

  /** A world and a service of its own. */
  public FeedRig(TestEnv env, int cap) throws Exception {
    this(
        patient(env).set("FEED_CAP", Integer.toString(cap)).set("FEED_SLACK", "3"),
        new World(env),
        cap);
  }

  /** A busy build machine makes no crowd of readers, and takes nobody's lease away. */
  private static TestEnv patient(TestEnv env) {
    if (!env.asMap().containsKey("TWITE_FEED_LEASE")) {
      env.set("FEED_LEASE", "60s");
    }
    return env.set("FEED_DB_WAIT", "20s");
  }

  /** One more process of svc-feed in a world that is there. */
  public FeedRig(TestEnv env, FeedRig first) throws Exception {
    this(env, first.world, first.follow, first.tweets);
  }

  private FeedRig(TestEnv env, World world, int cap) throws Exception {
    this(env, world, new FakeFollow(world), new FakeTweets(world, cap));
  }

  private FeedRig(TestEnv env, World world, FakeFollow follow, FakeTweets tweets) throws Exception {
    this.world = world;
    this.follow = follow;
    this.tweets = tweets;
    this.redis = RedisClient.create(env.asMap().get("TWITE_REDIS_URL"));
    this.cluster = new Cluster(env);
    cluster.fake("follow", follow);
    cluster.fake("tweet", tweets);
    this.feed = cluster.start(new FeedSpec());
    this.stub = as("gateway");
  }

  public <T> T get(Class<T> type) {
    return feed.get(type);
  }

  /** A client with another service's identity. */
  public FeedBlockingStub as(String service) {
    return FeedGrpc.newBlockingStub(
        cluster.channel(service, "feed", FeedGrpc.getServiceDescriptor()));
  }

  public void stop() {
    feed.close();
  }

  public void start() throws Exception {
    feed = cluster.start(new FeedSpec());
  }

  public GetHomeResponse home(long user, long cursor, int limit) {
    GetHomeRequest request = GetHomeRequest.newBuilder().setCursor(cursor).setLimit(limit).build();
    return Cluster.as(user, () -> stub.getHome(request));
  }

  /** The whole timeline, page by page to its end. */
  public List<TimelineEntry> wholeHome(long user, int limit) {
    List<TimelineEntry> all = new ArrayList<>();
    long cursor = 0;
    do {
      GetHomeResponse page = home(user, cursor, limit);
      all.addAll(entries(page));
      cursor = page.getNextCursor();
    } while (cursor != 0);
    return all;
  }

  public static List<TimelineEntry> entries(GetHomeResponse page) {
    return page.getEntriesList().stream()
        .map(entry -> new TimelineEntry(entry.getTweetId(), entry.getAuthorId()))
        .toList();
  }

  /** What the list in Redis really holds, without its marker. */
  public List<TimelineEntry> list(long user) {
    return Lists.read(redis, user);
  }

  /** A counter with one label; 0 when it was never counted. */
  public double counter(String name, String label, String value) {
    Double sample =
        get(Metrics.class)
            .registry()
            .getSampleValue(name, new String[] {label}, new String[] {value});
    return sample == null ? 0 : sample;
  }

  /** How much a histogram has observed since the service's start. */
  public double count(String histogram) {
    return get(Metrics.class).registry().getSampleValue(histogram + "_count");
  }

  /** Sets the offsets of a stopped service's group, e.g. to redeliver; gets each one's present. */
  public void moveOffsets(String group, ToLongFunction<Long> move)
      throws InterruptedException, ExecutionException {
    String name = world.kafka().prefix() + group;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", world.kafka().bootstrap()))) {
      Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
      admin
          .listConsumerGroupOffsets(name)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, offset) ->
                  moved.put(
                      partition,
                      new OffsetAndMetadata(Math.max(0, move.applyAsLong(offset.offset())))));
      // Not before its last member is known to have left.
      Eventually.eventually(() -> admin.alterConsumerGroupOffsets(name, moved).all().get());
    }
  }

  @Override
  public void close() {
    cluster.close();
    redis.close();
    world.close();
  }
}
