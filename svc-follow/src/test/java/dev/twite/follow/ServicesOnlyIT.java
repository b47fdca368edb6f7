package dev.twite.follow;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.follow.FollowFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.grpc.Transport;
import dev.twite.proto.follow.v1.CountRelationsRequest;
import dev.twite.proto.follow.v1.FollowGrpc;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.follow.v1.ReadFilter;
import dev.twite.proto.follow.v1.RelationCounts;
import dev.twite.proto.follow.v1.StreamFollowersRequest;
import dev.twite.proto.follow.v1.TargetRequest;
import dev.twite.proto.follow.v1.UserRequest;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may ask what, and what services are told. */
class ServicesOnlyIT {
  private static FollowFixture fixture;

  private final long ann = fixture.newUser();
  private final long bob = fixture.newUser();

  @BeforeAll
  static void start() throws Exception {
    fixture = new FollowFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void everyMethodRefusesCallsWithoutACallToken_S20() {
    ManagedChannel bare =
        fixture
            .service
            .get(Transport.class)
            .channel("follow", new ConfigReader("stranger", Map.of()))
            .build();
    try {
      for (MethodDescriptor<?, ?> method : FollowGrpc.getServiceDescriptor().getMethods()) {
        assertThat(Status.fromThrowable(catchThrowable(() -> call(bare, method))).getCode())
            .as(method.getFullMethodName())
            .isEqualTo(Status.Code.UNAUTHENTICATED);
      }
    } finally {
      bare.shutdownNow();
    }
  }

  @Test
  void aServiceAloneCanNotActAsAPerson_S20() {
    assertFails(
        ErrorCode.UNAUTHENTICATED,
        () -> fixture.gateway.followUser(TargetRequest.newBuilder().setUserId(bob).build()));
  }

  @Test
  void theGatewayMayNotAskWhatIsForOtherServices_S20() {
    assertFails(
        ErrorCode.FORBIDDEN,
        () -> fixture.gateway.streamFollowers(StreamFollowersRequest.getDefaultInstance()).next());
    assertFails(ErrorCode.FORBIDDEN, () -> fixture.gateway.listFollowingIds(user(ann)));
    assertFails(ErrorCode.FORBIDDEN, () -> fixture.gateway.getReach(user(ann)));
    assertFails(
        ErrorCode.FORBIDDEN,
        () -> fixture.gateway.countRelations(CountRelationsRequest.getDefaultInstance()));
    FollowBlockingStub media = fixture.stub("media");
    assertFails(ErrorCode.FORBIDDEN, () -> media.getReadFilter(user(ann)));
  }

  @Test
  void feedLearnsWhomSomebodyFollows() {
    long cid = fixture.newUser();
    fixture.act(ann, FollowBlockingStub::followUser, cid);
    fixture.act(ann, FollowBlockingStub::followUser, bob);
    assertThat(fixture.feed.listFollowingIds(user(ann)).getUserIdsList())
        .containsExactlyInAnyOrder(bob, cid);
  }

  @Test
  void profileLearnsHowManyRelationsThereAreAndWhetherAllAreTold() {
    long cid = fixture.newUser();
    fixture.act(ann, FollowBlockingStub::followUser, bob);
    fixture.act(cid, FollowBlockingStub::followUser, bob);
    CountRelationsRequest request =
        CountRelationsRequest.newBuilder().addUserIds(bob).addUserIds(ann).build();
    FollowBlockingStub profile = fixture.stub("profile");
    assertThat(profile.countRelations(request).getCountsList())
        .containsExactly(
            RelationCounts.newBuilder().setUserId(bob).setFollowers(2).build(),
            RelationCounts.newBuilder().setUserId(ann).setFollowing(1).build());
    assertThat(profile.countRelations(request).getCountedAtMs()).isPositive();
    eventually(() -> assertThat(profile.countRelations(request).getOldestUnpublishedMs()).isZero());
  }

  @Test
  void anAuthorPastTheThresholdStaysBigForEver() {
    for (int i = 0; i < FollowFixture.BIG_AUTHOR; i++) {
      fixture.act(fixture.newUser(), FollowBlockingStub::followUser, ann);
    }
    assertThat(fixture.feed.getReach(user(ann)).getMergedAtRead()).isFalse();
    fixture.act(bob, FollowBlockingStub::followUser, ann);
    fixture.clock.advance(Duration.ofSeconds(11));
    assertThat(fixture.feed.getReach(user(ann)).getMergedAtRead()).isTrue();
    assertThat(
            fixture
                .feed
                .streamFollowers(
                    StreamFollowersRequest.newBuilder().setUserId(ann).setLimit(1).build())
                .next()
                .getMergedAtRead())
        .isTrue();

    fixture.act(bob, FollowBlockingStub::unfollowUser, ann);
    fixture.clock.advance(Duration.ofSeconds(11));
    assertThat(fixture.feed.getReach(user(ann)).getMergedAtRead()).isTrue();
  }

  @Test
  void theReadFilterHoldsBlocksBothWaysMutesAndBigAuthors() {
    long muted = fixture.newUser();
    long blocker = fixture.newUser();
    long big = fixture.newUser();
    fixture.insertFollowers(big, 1_000_000, FollowFixture.BIG_AUTHOR);
    fixture.act(ann, FollowBlockingStub::followUser, big);
    fixture.act(ann, FollowBlockingStub::followUser, muted);
    fixture.act(ann, FollowBlockingStub::muteUser, muted);
    fixture.act(ann, FollowBlockingStub::blockUser, bob);
    fixture.act(blocker, FollowBlockingStub::blockUser, ann);
    assertThat(fixture.feed.getReach(user(big)).getMergedAtRead()).isTrue();
    assertThat(fixture.gateway.getReadFilter(user(ann)))
        .isEqualTo(
            ReadFilter.newBuilder()
                .addBlocking(bob)
                .addBlockedBy(blocker)
                .addMuting(muted)
                .addBigFollowing(big)
                .build());
  }

  @SuppressWarnings("unchecked")
  private static void call(ManagedChannel channel, MethodDescriptor<?, ?> method) {
    MethodDescriptor<Object, Object> any = (MethodDescriptor<Object, Object>) method;
    Object request =
        ((PrototypeMarshaller<Object>) any.getRequestMarshaller()).getMessagePrototype();
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS);
    ClientCalls.blockingServerStreamingCall(channel, any, options, request).next();
  }

  private static UserRequest user(long id) {
    return UserRequest.newBuilder().setUserId(id).build();
  }
}
