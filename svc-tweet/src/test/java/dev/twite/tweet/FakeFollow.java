package dev.twite.tweet;

import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.follow.v1.FollowGrpc.FollowImplBase;
import dev.twite.proto.follow.v1.GetRelationshipsRequest;
import dev.twite.proto.follow.v1.GetRelationshipsResponse;
import dev.twite.proto.follow.v1.ReadFilter;
import dev.twite.proto.follow.v1.Relationship;
import dev.twite.proto.follow.v1.UserRequest;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for svc-follow. */
final class FakeFollow extends FollowImplBase {
  private final Set<Pair> follows = ConcurrentHashMap.newKeySet();
  private final Set<Pair> blocks = ConcurrentHashMap.newKeySet();
  private volatile boolean away;

  private record Pair(long from, long to) {}

  void follow(long follower, long followee) {
    follows.add(new Pair(follower, followee));
  }

  void block(long blocker, long blocked) {
    blocks.add(new Pair(blocker, blocked));
  }

  void away(boolean value) {
    away = value;
  }

  @Override
  public void getReadFilter(UserRequest request, StreamObserver<ReadFilter> observer) {
    requireHere();
    ReadFilter.Builder filter = ReadFilter.newBuilder();
    for (Pair block : blocks) {
      if (block.from() == request.getUserId()) {
        filter.addBlocking(block.to());
      }
      if (block.to() == request.getUserId()) {
        filter.addBlockedBy(block.from());
      }
    }
    Calls.reply(observer, filter::build);
  }

  @Override
  public void getRelationships(
      GetRelationshipsRequest request, StreamObserver<GetRelationshipsResponse> observer) {
    requireHere();
    long reader = CallContext.requireUser().id();
    GetRelationshipsResponse.Builder response = GetRelationshipsResponse.newBuilder();
    for (long id : request.getUserIdsList()) {
      response.addRelationships(
          Relationship.newBuilder()
              .setUserId(id)
              .setFollowing(follows.contains(new Pair(reader, id))));
    }
    Calls.reply(observer, response::build);
  }

  private void requireHere() {
    if (away) {
      throw Status.UNAVAILABLE.asRuntimeException();
    }
  }
}
