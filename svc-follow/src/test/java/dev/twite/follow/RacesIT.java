package dev.twite.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.follow.v1.Relationship;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What must hold whoever is quicker. */
class RacesIT {
  private static FollowFixture fixture;
  private static ExecutorService threads;

  @BeforeAll
  static void start() throws Exception {
    fixture = new FollowFixture();
    threads = Executors.newCachedThreadPool();
  }

  @AfterAll
  static void stop() {
    threads.close();
    fixture.close();
  }

  @Test
  void noFollowIsLeftBehindABlockInFiftyParallelRaces() throws Exception {
    for (int i = 0; i < 50; i++) {
      long ann = fixture.newUser();
      long bob = fixture.newUser();
      together(
          List.of(
              () -> fixture.act(ann, FollowBlockingStub::followUser, bob),
              () -> fixture.act(bob, FollowBlockingStub::followUser, ann),
              () -> fixture.act(bob, FollowBlockingStub::blockUser, ann)));
      assertThat(fixture.relationship(ann, bob))
          .isEqualTo(Relationship.newBuilder().setUserId(bob).setBlockedBy(true).build());
    }
  }

  @Test
  void parallelFollowsNeverPassTheLimit() throws Exception {
    long ann = fixture.newUser();
    List<Callable<Relationship>> calls = new ArrayList<>();
    for (int i = 0; i < 3 * FollowFixture.LIMIT; i++) {
      long target = fixture.newUser();
      calls.add(() -> fixture.act(ann, FollowBlockingStub::followUser, target));
    }
    List<ErrorCode> refusals = together(calls);
    assertThat(refusals)
        .hasSize(2 * FollowFixture.LIMIT)
        .containsOnly(ErrorCode.FOLLOW_LIMIT_REACHED);
  }

  @Test
  void aRepeatedFollowAtTheLimitIsStillAFollow() {
    long ann = fixture.newUser();
    long first = fixture.newUser();
    fixture.act(ann, FollowBlockingStub::followUser, first);
    for (int i = 1; i < FollowFixture.LIMIT; i++) {
      fixture.act(ann, FollowBlockingStub::followUser, fixture.newUser());
    }
    FollowFixture.assertFails(
        ErrorCode.FOLLOW_LIMIT_REACHED,
        () -> fixture.act(ann, FollowBlockingStub::followUser, fixture.newUser()));
    assertThat(fixture.act(ann, FollowBlockingStub::followUser, first).getFollowing()).isTrue();
  }

  /** Makes all calls at once; returns the errors of the contract among their outcomes. */
  private static List<ErrorCode> together(List<Callable<Relationship>> calls) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(calls.size());
    List<Future<List<ErrorCode>>> outcomes = new ArrayList<>();
    for (Callable<Relationship> call : calls) {
      outcomes.add(
          threads.submit(
              () -> {
                barrier.await();
                return refusalOf(call);
              }));
    }
    List<ErrorCode> refusals = new ArrayList<>();
    for (Future<List<ErrorCode>> outcome : outcomes) {
      refusals.addAll(outcome.get());
    }
    return refusals;
  }

  private static List<ErrorCode> refusalOf(Callable<Relationship> call) throws Exception {
    try {
      call.call();
      return List.of();
    } catch (RuntimeException thrown) {
      TwiteException refused = GrpcErrors.toError(thrown);
      assertThat(refused.code()).isIn(ErrorCode.BLOCKED, ErrorCode.FOLLOW_LIMIT_REACHED);
      return List.of(refused.code());
    }
  }
}
