package dev.twite.follow;

import static dev.twite.follow.FollowFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.testing.Cluster;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.follow.v1.FriendOfFriends;
import dev.twite.proto.follow.v1.ListFriendsOfFriendsRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FriendsOfFriendsIT {
  private static FollowFixture fixture;

  @BeforeAll
  static void start() throws Exception {
    fixture = new FollowFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void comeByMutualsWithoutWhomOneFollowsBlocksOrMutes() {
    long ann = fixture.newUser();
    long bob = fixture.newUser();
    long cid = fixture.newUser();
    long both = fixture.newUser();
    long one = fixture.newUser();
    long muted = fixture.newUser();
    long blocker = fixture.newUser();
    follow(ann, bob, cid);
    follow(bob, ann, cid, both, muted, blocker);
    follow(cid, both, one);
    fixture.act(ann, FollowBlockingStub::muteUser, muted);
    fixture.act(blocker, FollowBlockingStub::blockUser, ann);
    assertThat(friends(ann, 10)).containsExactly(friend(both, 2), friend(one, 1));
    assertThat(friends(ann, 1)).containsExactly(friend(both, 2));
    assertThat(friends(fixture.newUser(), 10)).isEmpty();
    assertFails(ErrorCode.INVALID_REQUEST, () -> friends(ann, 101));
    assertFails(
        ErrorCode.UNAUTHENTICATED,
        () ->
            fixture.gateway.listFriendsOfFriends(ListFriendsOfFriendsRequest.getDefaultInstance()));
  }

  private static void follow(long who, long... whom) {
    for (long one : whom) {
      fixture.act(who, FollowBlockingStub::followUser, one);
    }
  }

  private static List<FriendOfFriends> friends(long user, int limit) {
    ListFriendsOfFriendsRequest request =
        ListFriendsOfFriendsRequest.newBuilder().setLimit(limit).build();
    return Cluster.as(user, () -> fixture.gateway.listFriendsOfFriends(request).getUsersList());
  }

  private static FriendOfFriends friend(long id, int mutuals) {
    return FriendOfFriends.newBuilder().setUserId(id).setMutuals(mutuals).build();
  }
}
