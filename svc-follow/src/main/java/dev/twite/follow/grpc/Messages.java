package dev.twite.follow.grpc;

import dev.twite.follow.Relations;
import dev.twite.follow.store.FriendRow;
import dev.twite.follow.store.Relation;
import dev.twite.proto.follow.v1.CountRelationsResponse;
import dev.twite.proto.follow.v1.FriendsOfFriends;
import dev.twite.proto.follow.v1.GetRelationshipsResponse;
import dev.twite.proto.follow.v1.Relationship;
import dev.twite.proto.follow.v1.UserPage;
import java.util.List;

/** Rows as messages. */
final class Messages {
  private Messages() {}

  static Relationship of(Relation relation) {
    return Relationship.newBuilder()
        .setUserId(relation.userId())
        .setFollowing(relation.following())
        .setFollowedBy(relation.followedBy())
        .setBlocking(relation.blocking())
        .setBlockedBy(relation.blockedBy())
        .setMuting(relation.muting())
        .build();
  }

  static GetRelationshipsResponse of(List<Relation> relations) {
    return GetRelationshipsResponse.newBuilder()
        .addAllRelationships(relations.stream().map(Messages::of).toList())
        .build();
  }

  static UserPage of(dev.twite.follow.store.UserPage page) {
    return UserPage.newBuilder()
        .addAllUserIds(page.userIds())
        .setNextCursor(page.nextCursor())
        .build();
  }

  static FriendsOfFriends friends(List<FriendRow> rows) {
    FriendsOfFriends.Builder answer = FriendsOfFriends.newBuilder();
    rows.forEach(row -> answer.addUsersBuilder().setUserId(row.userId()).setMutuals(row.mutuals()));
    return answer.build();
  }

  static CountRelationsResponse of(Relations.Counted counted) {
    CountRelationsResponse.Builder response =
        CountRelationsResponse.newBuilder()
            .setCountedAtMs(counted.atMs())
            .setOldestUnpublishedMs(counted.oldestUnpublishedMs());
    counted
        .counts()
        .forEach(
            row ->
                response
                    .addCountsBuilder()
                    .setUserId(row.userId())
                    .setFollowers(row.followers())
                    .setFollowing(row.following()));
    return response.build();
  }
}
