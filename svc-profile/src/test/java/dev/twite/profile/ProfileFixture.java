package dev.twite.profile;

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
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.FakeMedia;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.profile.v1.CreateProfileRequest;
import dev.twite.proto.profile.v1.GetUsersByHandleRequest;
import dev.twite.proto.profile.v1.GetUsersRequest;
import dev.twite.proto.profile.v1.ProfileGrpc;
import dev.twite.proto.profile.v1.ProfileGrpc.ProfileBlockingStub;
import dev.twite.proto.profile.v1.User;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** svc-profile on real PostgreSQL and Kafka. */
final class ProfileFixture implements AutoCloseable {
  final int httpPort = Cluster.freePort();
  final FakeSources sources = new FakeSources();
  final FakeMedia media = new FakeMedia();
  final Cluster cluster;
  final RunningService service;
  final ProfileBlockingStub gateway;
  private final AtomicLong users = new AtomicLong(1_000);

  ProfileFixture() throws Exception {
    TestEnv env = new TestEnv().postgres("profile").kafka();
    env.set("PROFILE_HTTP_PORT", Integer.toString(httpPort));
    cluster = new Cluster(env);
    cluster.fake("follow", sources.follow());
    cluster.fake("tweet", sources.tweets());
    cluster.fake("media", media);
    service = cluster.start(new ProfileSpec());
    gateway = stub("gateway");
  }

  ProfileBlockingStub stub(String asService) {
    return ProfileGrpc.newBlockingStub(
        cluster.channel(asService, "profile", ProfileGrpc.getServiceDescriptor()));
  }

  /** The id of somebody no other test knows. */
  long newUser() {
    return users.incrementAndGet();
  }

  /** A handle that goes with an id. */
  static String handle(long user) {
    return "User_" + user;
  }

  User create(long user) {
    return create(user, handle(user));
  }

  User create(long user, String handle) {
    return gateway.createProfile(
        CreateProfileRequest.newBuilder()
            .setUserId(user)
            .setHandle(handle)
            .setName("Name " + user)
            .setCreatedAtMs(user)
            .build());
  }

  List<User> get(long... users) {
    return gateway
        .getUsers(
            GetUsersRequest.newBuilder().addAllIds(LongStream.of(users).boxed().toList()).build())
        .getUsersList();
  }

  Optional<User> find(String handle) {
    return gateway
        .getUsersByHandle(GetUsersByHandleRequest.newBuilder().addHandles(handle).build())
        .getUsersList()
        .stream()
        .findFirst();
  }

  Database database() {
    return service.get(Database.class);
  }

  /** An event as another service would publish it. */
  ProducerRecord<byte[], byte[]> event(Topic topic, long key, long eventId, Message payload) {
    return EventCodec.encode(
        topic.in(service.get(KafkaConfig.class)),
        key,
        new Event(eventId, Instant.now(), payload, "", ""));
  }

  void publish(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
    boolean[] taken = service.get(EventProducer.class).send(records);
    Assertions.assertThat(Arrays.toString(taken)).doesNotContain("false");
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
