package dev.twite.follow;

import dev.twite.common.boot.RunningService;
import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.MutableClock;
import dev.twite.common.testing.TestEnv;
import dev.twite.follow.store.FollowDao;
import dev.twite.proto.follow.v1.FollowGrpc;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.follow.v1.GetRelationshipsRequest;
import dev.twite.proto.follow.v1.Relationship;
import dev.twite.proto.follow.v1.TargetRequest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** svc-follow on real PostgreSQL, Redis and Kafka, with a stand-in for svc-profile. */
final class FollowFixture implements AutoCloseable {
  static final int BIG_AUTHOR = 3;
  static final int LIMIT = 5;

  final MutableClock clock = new MutableClock(Instant.now());
  final FakeProfile profile = new FakeProfile();
  final Cluster cluster;
  final RunningService service;
  final FollowBlockingStub gateway;
  final FollowBlockingStub feed;
  private final AtomicLong users = new AtomicLong(1_000);

  FollowFixture() throws Exception {
    this(new TestEnv().redis());
  }

  /**
   * @param env with Redis
   */
  FollowFixture(TestEnv env) throws Exception {
    env.postgres("follow").kafka();
    env.set("FOLLOW_BIG_AUTHOR", Integer.toString(BIG_AUTHOR));
    env.set("FOLLOW_LIMIT", Integer.toString(LIMIT));
    cluster = new Cluster(env, clock);
    cluster.fake("profile", profile);
    service = cluster.start(new FollowSpec());
    gateway = stub("gateway");
    feed = stub("feed");
  }

  FollowBlockingStub stub(String asService) {
    return FollowGrpc.newBlockingStub(
        cluster.channel(asService, "follow", FollowGrpc.getServiceDescriptor()));
  }

  /** Somebody no other test knows. */
  long newUser() {
    return users.incrementAndGet();
  }

  /** Calls, for example {@code FollowBlockingStub::followUser}, as {@code actor}. */
  Relationship act(
      long actor, BiFunction<FollowBlockingStub, TargetRequest, Relationship> call, long target) {
    TargetRequest request = TargetRequest.newBuilder().setUserId(target).build();
    return Cluster.as(actor, () -> call.apply(gateway, request));
  }

  Relationship relationship(long viewer, long user) {
    GetRelationshipsRequest request = GetRelationshipsRequest.newBuilder().addUserIds(user).build();
    return Cluster.as(viewer, () -> gateway.getRelationships(request).getRelationships(0));
  }

  Database database() {
    return service.get(Database.class);
  }

  /** Writes followers past the door: many, and fast. */
  void insertFollowers(long user, long firstFollower, int count) {
    database()
        .run(
            handle -> {
              FollowDao follows = handle.attach(FollowDao.class);
              for (int i = 0; i < count; i++) {
                follows.insert(firstFollower + i, firstFollower + i, user, 1);
              }
            });
  }

  TopicReader events() {
    KafkaConfig kafka = service.get(KafkaConfig.class);
    return new TopicReader(kafka.bootstrap(), Topic.FOLLOW.in(kafka));
  }

  static void assertFails(ErrorCode code, ThrowingCallable call) {
    Assertions.assertThat(GrpcErrors.toError(Assertions.catchThrowable(call)).code())
        .isEqualTo(code);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
