package dev.twite.follow.grpc;

import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.follow.BigAuthors;
import dev.twite.follow.Blocks;
import dev.twite.follow.Filters;
import dev.twite.follow.FollowerPages;
import dev.twite.follow.Follows;
import dev.twite.follow.Mutes;
import dev.twite.follow.Relations;
import dev.twite.proto.follow.v1.CountRelationsRequest;
import dev.twite.proto.follow.v1.CountRelationsResponse;
import dev.twite.proto.follow.v1.FollowGrpc;
import dev.twite.proto.follow.v1.FollowerIds;
import dev.twite.proto.follow.v1.FollowingIds;
import dev.twite.proto.follow.v1.FriendsOfFriends;
import dev.twite.proto.follow.v1.GetRelationshipsRequest;
import dev.twite.proto.follow.v1.GetRelationshipsResponse;
import dev.twite.proto.follow.v1.ListFriendsOfFriendsRequest;
import dev.twite.proto.follow.v1.ListOwnRequest;
import dev.twite.proto.follow.v1.ListRequest;
import dev.twite.proto.follow.v1.Reach;
import dev.twite.proto.follow.v1.ReadFilter;
import dev.twite.proto.follow.v1.Relationship;
import dev.twite.proto.follow.v1.StreamFollowersRequest;
import dev.twite.proto.follow.v1.TargetRequest;
import dev.twite.proto.follow.v1.UserPage;
import dev.twite.proto.follow.v1.UserRequest;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.util.Set;

/** The door: who asks, what for, and the answer as a message. */
public final class FollowGrpcService extends FollowGrpc.FollowImplBase {
  private static final Set<String> FAN_OUT = Set.of("feed", "notification", "admin");
  private static final Set<String> FOLLOWING = Set.of("feed", "search", "notification");
  private static final Set<String> COUNTERS = Set.of("profile");
  private static final Set<String> READERS =
      Set.of("feed", "tweet", "like", "search", "notification", "websocket", "gateway");

  private final Follows follows;
  private final Blocks blocks;
  private final Mutes mutes;
  private final Relations relations;
  private final FollowerPages followers;
  private final BigAuthors bigAuthors;
  private final Filters filters;

  @Inject
  FollowGrpcService(
      Follows follows,
      Blocks blocks,
      Mutes mutes,
      Relations relations,
      FollowerPages followers,
      BigAuthors bigAuthors,
      Filters filters) {
    this.follows = follows;
    this.blocks = blocks;
    this.mutes = mutes;
    this.relations = relations;
    this.followers = followers;
    this.bigAuthors = bigAuthors;
    this.filters = filters;
  }

  @Override
  public void followUser(TargetRequest request, StreamObserver<Relationship> observer) {
    Calls.reply(observer, () -> Messages.of(follows.follow(caller(), request.getUserId())));
  }

  @Override
  public void unfollowUser(TargetRequest request, StreamObserver<Relationship> observer) {
    Calls.reply(observer, () -> Messages.of(follows.unfollow(caller(), request.getUserId())));
  }

  @Override
  public void blockUser(TargetRequest request, StreamObserver<Relationship> observer) {
    Calls.reply(observer, () -> Messages.of(blocks.block(caller(), request.getUserId())));
  }

  @Override
  public void unblockUser(TargetRequest request, StreamObserver<Relationship> observer) {
    Calls.reply(observer, () -> Messages.of(blocks.unblock(caller(), request.getUserId())));
  }

  @Override
  public void muteUser(TargetRequest request, StreamObserver<Relationship> observer) {
    Calls.reply(observer, () -> Messages.of(mutes.mute(caller(), request.getUserId())));
  }

  @Override
  public void unmuteUser(TargetRequest request, StreamObserver<Relationship> observer) {
    Calls.reply(observer, () -> Messages.of(mutes.unmute(caller(), request.getUserId())));
  }

  @Override
  public void getRelationships(
      GetRelationshipsRequest request, StreamObserver<GetRelationshipsResponse> observer) {
    Calls.reply(observer, () -> Messages.of(relations.of(caller(), request.getUserIdsList())));
  }

  @Override
  public void listFollowers(ListRequest request, StreamObserver<UserPage> observer) {
    Calls.reply(
        observer,
        () ->
            Messages.of(
                relations.followers(request.getUserId(), request.getCursor(), request.getLimit())));
  }

  @Override
  public void listFollowing(ListRequest request, StreamObserver<UserPage> observer) {
    Calls.reply(
        observer,
        () ->
            Messages.of(
                relations.following(request.getUserId(), request.getCursor(), request.getLimit())));
  }

  @Override
  public void listBlocks(ListOwnRequest request, StreamObserver<UserPage> observer) {
    Calls.reply(
        observer,
        () -> Messages.of(relations.blocks(caller(), request.getCursor(), request.getLimit())));
  }

  @Override
  public void listMutes(ListOwnRequest request, StreamObserver<UserPage> observer) {
    Calls.reply(
        observer,
        () -> Messages.of(relations.mutes(caller(), request.getCursor(), request.getLimit())));
  }

  @Override
  public void streamFollowers(
      StreamFollowersRequest request, StreamObserver<FollowerIds> observer) {
    CallContext.requireService(FAN_OUT);
    Calls.stream(
        observer,
        sink -> {
          // Asked before the followers are: who follows later back-fills or merges.
          boolean merged = bigAuthors.contains(request.getUserId());
          followers.read(
              request.getUserId(),
              request.getAfterUserId(),
              request.getLimit(),
              page ->
                  sink.accept(
                      FollowerIds.newBuilder()
                          .addAllUserIds(page)
                          .setMergedAtRead(merged)
                          .build()));
        });
  }

  @Override
  public void listFollowingIds(UserRequest request, StreamObserver<FollowingIds> observer) {
    CallContext.requireService(FOLLOWING);
    Calls.reply(
        observer,
        () ->
            FollowingIds.newBuilder()
                .addAllUserIds(relations.followingIds(request.getUserId()))
                .build());
  }

  @Override
  public void getReach(UserRequest request, StreamObserver<Reach> observer) {
    CallContext.requireService(FAN_OUT);
    Calls.reply(
        observer,
        () -> Reach.newBuilder().setMergedAtRead(bigAuthors.contains(request.getUserId())).build());
  }

  @Override
  public void listFriendsOfFriends(
      ListFriendsOfFriendsRequest request, StreamObserver<FriendsOfFriends> observer) {
    Calls.reply(
        observer, () -> Messages.friends(relations.friendsOfFriends(caller(), request.getLimit())));
  }

  @Override
  public void countRelations(
      CountRelationsRequest request, StreamObserver<CountRelationsResponse> observer) {
    CallContext.requireService(COUNTERS);
    Calls.reply(observer, () -> Messages.of(relations.count(request.getUserIdsList())));
  }

  @Override
  public void getReadFilter(UserRequest request, StreamObserver<ReadFilter> observer) {
    CallContext.requireService(READERS);
    Calls.reply(observer, () -> filters.of(request.getUserId()));
  }

  private static long caller() {
    return CallContext.requireUser().id();
  }
}
