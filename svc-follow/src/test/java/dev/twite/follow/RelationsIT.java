package dev.twite.follow;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.follow.FollowFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.testing.Cluster;
import dev.twite.follow.TopicReader.Told;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.follow.v1.GetRelationshipsRequest;
import dev.twite.proto.follow.v1.ListOwnRequest;
import dev.twite.proto.follow.v1.ListRequest;
import dev.twite.proto.follow.v1.Relationship;
import dev.twite.proto.follow.v1.UserPage;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RelationsIT {
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
  void changesAreIdempotentAndToldOnceEach() {
    for (int i = 0; i < 2; i++) {
      assertThat(fixture.act(ann, FollowBlockingStub::followUser, bob).getFollowing()).isTrue();
    }
    for (int i = 0; i < 2; i++) {
      assertThat(fixture.act(ann, FollowBlockingStub::muteUser, bob).getMuting()).isTrue();
    }
    for (int i = 0; i < 2; i++) {
      assertThat(fixture.act(ann, FollowBlockingStub::unfollowUser, bob).getFollowing()).isFalse();
    }
    for (int i = 0; i < 2; i++) {
      assertThat(fixture.act(ann, FollowBlockingStub::unmuteUser, bob).getMuting()).isFalse();
    }
    for (int i = 0; i < 2; i++) {
      assertThat(fixture.act(ann, FollowBlockingStub::blockUser, bob).getBlocking()).isTrue();
    }
    for (int i = 0; i < 2; i++) {
      assertThat(fixture.act(ann, FollowBlockingStub::unblockUser, bob).getBlocking()).isFalse();
    }
    try (TopicReader events = fixture.events()) {
      eventually(
          () ->
              assertThat(events.about(ann))
                  .containsExactly(
                      new Told(ann, "FollowCreated", ann, bob),
                      new Told(ann, "MuteCreated", ann, bob),
                      new Told(ann, "FollowDeleted", ann, bob),
                      new Told(ann, "MuteDeleted", ann, bob),
                      new Told(ann, "BlockCreated", ann, bob),
                      new Told(ann, "BlockDeleted", ann, bob)));
    }
  }

  @Test
  void aBlockRemovesFollowsBothWaysAndTellsOfEach() {
    fixture.act(ann, FollowBlockingStub::followUser, bob);
    fixture.act(bob, FollowBlockingStub::followUser, ann);
    assertThat(fixture.act(ann, FollowBlockingStub::blockUser, bob))
        .isEqualTo(Relationship.newBuilder().setUserId(bob).setBlocking(true).build());
    assertThat(fixture.relationship(bob, ann))
        .isEqualTo(Relationship.newBuilder().setUserId(ann).setBlockedBy(true).build());
    try (TopicReader events = fixture.events()) {
      eventually(
          () ->
              assertThat(events.about(ann))
                  .containsExactlyInAnyOrder(
                      new Told(ann, "FollowCreated", ann, bob),
                      new Told(bob, "FollowCreated", bob, ann),
                      new Told(ann, "FollowDeleted", ann, bob),
                      new Told(bob, "FollowDeleted", bob, ann),
                      new Told(ann, "BlockCreated", ann, bob)));
    }
  }

  @Test
  void aBlockPreventsFollowsBothWaysUntilItIsTakenBack() {
    fixture.act(ann, FollowBlockingStub::followUser, bob);
    fixture.act(ann, FollowBlockingStub::blockUser, bob);
    assertFails(ErrorCode.BLOCKED, () -> fixture.act(ann, FollowBlockingStub::followUser, bob));
    assertFails(ErrorCode.BLOCKED, () -> fixture.act(bob, FollowBlockingStub::followUser, ann));
    assertThat(fixture.act(ann, FollowBlockingStub::unblockUser, bob))
        .as("former follows do not come back")
        .isEqualTo(Relationship.newBuilder().setUserId(bob).build());
    assertThat(fixture.act(bob, FollowBlockingStub::followUser, ann).getFollowing()).isTrue();
  }

  @Test
  void nobodyCanTargetThemselves() {
    assertFails(
        ErrorCode.CANNOT_TARGET_SELF, () -> fixture.act(ann, FollowBlockingStub::followUser, ann));
    assertFails(
        ErrorCode.CANNOT_TARGET_SELF, () -> fixture.act(ann, FollowBlockingStub::blockUser, ann));
    assertFails(
        ErrorCode.CANNOT_TARGET_SELF, () -> fixture.act(ann, FollowBlockingStub::muteUser, ann));
  }

  @Test
  void aTargetMustExist() {
    fixture.profile.unknown.add(bob);
    assertFails(
        ErrorCode.USER_NOT_FOUND, () -> fixture.act(ann, FollowBlockingStub::followUser, bob));
    assertFails(
        ErrorCode.USER_NOT_FOUND, () -> fixture.act(ann, FollowBlockingStub::blockUser, bob));
    assertFails(
        ErrorCode.USER_NOT_FOUND, () -> fixture.act(ann, FollowBlockingStub::muteUser, bob));
    assertFails(
        ErrorCode.INVALID_REQUEST, () -> fixture.act(ann, FollowBlockingStub::followUser, 0));
    assertThat(fixture.act(ann, FollowBlockingStub::unfollowUser, bob).getFollowing()).isFalse();

    fixture.profile.unknown.remove(bob);
    assertThat(fixture.act(ann, FollowBlockingStub::followUser, bob).getFollowing())
        .as("a no is not remembered")
        .isTrue();
  }

  @Test
  void withoutProfilesOnlyKnownTargetsCanBeFollowed() {
    long cid = fixture.newUser();
    fixture.act(ann, FollowBlockingStub::followUser, bob);
    fixture.profile.away = true;
    try {
      assertFails(
          ErrorCode.UNAVAILABLE, () -> fixture.act(ann, FollowBlockingStub::followUser, cid));
      assertThat(fixture.act(cid, FollowBlockingStub::followUser, bob).getFollowing()).isTrue();
    } finally {
      fixture.profile.away = false;
    }
  }

  @Test
  void relationshipsComeInTheOrderAskedForAndBothWays() {
    long cid = fixture.newUser();
    long dot = fixture.newUser();
    fixture.act(ann, FollowBlockingStub::followUser, bob);
    fixture.act(cid, FollowBlockingStub::followUser, ann);
    fixture.act(ann, FollowBlockingStub::muteUser, cid);
    fixture.act(dot, FollowBlockingStub::blockUser, ann);
    GetRelationshipsRequest request =
        GetRelationshipsRequest.newBuilder().addAllUserIds(List.of(dot, ann, cid, bob)).build();
    assertThat(
            Cluster.as(ann, () -> fixture.gateway.getRelationships(request)).getRelationshipsList())
        .containsExactly(
            Relationship.newBuilder().setUserId(dot).setBlockedBy(true).build(),
            Relationship.newBuilder().setUserId(ann).build(),
            Relationship.newBuilder().setUserId(cid).setFollowedBy(true).setMuting(true).build(),
            Relationship.newBuilder().setUserId(bob).setFollowing(true).build());
  }

  @Test
  void aBatchHoldsAtMost200() {
    GetRelationshipsRequest.Builder request = GetRelationshipsRequest.newBuilder();
    LongStream.rangeClosed(1, 200).forEach(request::addUserIds);
    assertThat(
            Cluster.as(ann, () -> fixture.gateway.getRelationships(request.build()))
                .getRelationshipsCount())
        .isEqualTo(200);
    request.addUserIds(201);
    assertFails(
        ErrorCode.INVALID_REQUEST,
        () -> Cluster.as(ann, () -> fixture.gateway.getRelationships(request.build())));
  }

  @Test
  void listsAreNewestFirstAndPagesStayStableWhileNewOnesArrive() {
    List<Long> fans = LongStream.range(0, 4).mapToObj(i -> fixture.newUser()).toList();
    fans.forEach(fan -> fixture.act(fan, FollowBlockingStub::followUser, ann));
    UserPage first = followers(0, 2);
    assertThat(first.getUserIdsList()).containsExactly(fans.get(3), fans.get(2));
    fixture.act(bob, FollowBlockingStub::followUser, ann);
    UserPage second = followers(first.getNextCursor(), 2);
    assertThat(second.getUserIdsList()).containsExactly(fans.get(1), fans.get(0));
    assertThat(second.getNextCursor()).isZero();

    fixture.act(ann, FollowBlockingStub::followUser, bob);
    fixture.act(ann, FollowBlockingStub::followUser, fans.get(0));
    assertThat(fixture.gateway.listFollowing(list(ann, 0, 20)).getUserIdsList())
        .containsExactly(fans.get(0), bob);
    assertFails(ErrorCode.INVALID_REQUEST, () -> followers(0, 0));
    assertFails(ErrorCode.INVALID_REQUEST, () -> followers(0, 101));
    assertFails(ErrorCode.INVALID_REQUEST, () -> followers(-1, 20));
  }

  @Test
  void blocksAndMutesAreListedForTheirOwner() {
    long cid = fixture.newUser();
    fixture.act(ann, FollowBlockingStub::blockUser, bob);
    fixture.act(ann, FollowBlockingStub::blockUser, cid);
    fixture.act(ann, FollowBlockingStub::muteUser, cid);
    fixture.act(ann, FollowBlockingStub::muteUser, bob);
    ListOwnRequest request = ListOwnRequest.newBuilder().setLimit(20).build();
    assertThat(Cluster.as(ann, () -> fixture.gateway.listBlocks(request)).getUserIdsList())
        .containsExactly(cid, bob);
    assertThat(Cluster.as(ann, () -> fixture.gateway.listMutes(request)).getUserIdsList())
        .containsExactly(bob, cid);
    assertThat(Cluster.as(bob, () -> fixture.gateway.listBlocks(request)).getUserIdsList())
        .isEmpty();
  }

  private UserPage followers(long cursor, int limit) {
    return fixture.gateway.listFollowers(list(ann, cursor, limit));
  }

  private static ListRequest list(long user, long cursor, int limit) {
    return ListRequest.newBuilder().setUserId(user).setCursor(cursor).setLimit(limit).build();
  }
}
