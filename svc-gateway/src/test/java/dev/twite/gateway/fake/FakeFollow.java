package dev.twite.gateway.fake;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.follow.v1.FollowGrpc;
import dev.twite.proto.follow.v1.GetRelationshipsRequest;
import dev.twite.proto.follow.v1.GetRelationshipsResponse;
import dev.twite.proto.follow.v1.ListOwnRequest;
import dev.twite.proto.follow.v1.ListRequest;
import dev.twite.proto.follow.v1.ReadFilter;
import dev.twite.proto.follow.v1.Relationship;
import dev.twite.proto.follow.v1.TargetRequest;
import dev.twite.proto.follow.v1.UserPage;
import dev.twite.proto.follow.v1.UserRequest;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.BiPredicate;

/** Who follows, blocks and mutes whom, in memory; cursors are positions. */
public final class FakeFollow extends FollowGrpc.FollowImplBase {
  private enum Kind {
    FOLLOW,
    BLOCK,
    MUTE
  }

  private record Edge(Kind kind, long from, long to) {}

  private final Probe probe;
  private final FakeProfile profiles;
  private final Set<Edge> edges = new CopyOnWriteArraySet<>();

  public FakeFollow(Probe probe, FakeProfile profiles) {
    this.probe = probe;
    this.profiles = profiles;
  }

  @Override
  public void followUser(TargetRequest in, StreamObserver<Relationship> out) {
    probe.reply(out, "FollowUser", () -> put(Kind.FOLLOW, in));
  }

  @Override
  public void unfollowUser(TargetRequest in, StreamObserver<Relationship> out) {
    probe.reply(out, "UnfollowUser", () -> delete(Kind.FOLLOW, in));
  }

  @Override
  public void blockUser(TargetRequest in, StreamObserver<Relationship> out) {
    probe.reply(out, "BlockUser", () -> put(Kind.BLOCK, in));
  }

  @Override
  public void unblockUser(TargetRequest in, StreamObserver<Relationship> out) {
    probe.reply(out, "UnblockUser", () -> delete(Kind.BLOCK, in));
  }

  @Override
  public void muteUser(TargetRequest in, StreamObserver<Relationship> out) {
    probe.reply(out, "MuteUser", () -> put(Kind.MUTE, in));
  }

  @Override
  public void unmuteUser(TargetRequest in, StreamObserver<Relationship> out) {
    probe.reply(out, "UnmuteUser", () -> delete(Kind.MUTE, in));
  }

  @Override
  public void getRelationships(
      GetRelationshipsRequest in, StreamObserver<GetRelationshipsResponse> out) {
    probe.reply(
        out,
        "GetRelationships",
        () ->
            GetRelationshipsResponse.newBuilder()
                .addAllRelationships(
                    in.getUserIdsList().stream().map(FakeFollow.this::relationship).toList())
                .build());
  }

  @Override
  public void listFollowers(ListRequest in, StreamObserver<UserPage> out) {
    probe.reply(
        out,
        "ListFollowers",
        () ->
            page(
                edges.stream()
                    .filter(edge -> edge.kind() == Kind.FOLLOW && edge.to() == in.getUserId())
                    .map(Edge::from)
                    .toList(),
                in.getCursor(),
                in.getLimit()));
  }

  @Override
  public void listFollowing(ListRequest in, StreamObserver<UserPage> out) {
    probe.reply(
        out,
        "ListFollowing",
        () -> page(targets(Kind.FOLLOW, in.getUserId()), in.getCursor(), in.getLimit()));
  }

  @Override
  public void listBlocks(ListOwnRequest in, StreamObserver<UserPage> out) {
    probe.reply(
        out,
        "ListBlocks",
        () -> page(targets(Kind.BLOCK, caller()), in.getCursor(), in.getLimit()));
  }

  @Override
  public void listMutes(ListOwnRequest in, StreamObserver<UserPage> out) {
    probe.reply(
        out, "ListMutes", () -> page(targets(Kind.MUTE, caller()), in.getCursor(), in.getLimit()));
  }

  @Override
  public void getReadFilter(UserRequest in, StreamObserver<ReadFilter> out) {
    probe.reply(
        out,
        "GetReadFilter",
        () ->
            ReadFilter.newBuilder()
                .addAllBlocking(targets(Kind.BLOCK, in.getUserId()))
                .addAllBlockedBy(
                    edges.stream()
                        .filter(edge -> edge.kind() == Kind.BLOCK && edge.to() == in.getUserId())
                        .map(Edge::from)
                        .toList())
                .build());
  }

  private Relationship put(Kind kind, TargetRequest in) {
    long target = in.getUserId();
    if (target == caller()) {
      throw TwiteException.of(ErrorCode.CANNOT_TARGET_SELF);
    }
    if (!profiles.knows(target)) {
      throw TwiteException.of(ErrorCode.USER_NOT_FOUND);
    }
    BiPredicate<Long, Long> blocks = (from, to) -> edges.contains(new Edge(Kind.BLOCK, from, to));
    if (kind == Kind.FOLLOW && (blocks.test(caller(), target) || blocks.test(target, caller()))) {
      throw TwiteException.of(ErrorCode.BLOCKED);
    }
    edges.add(new Edge(kind, caller(), target));
    return relationship(target);
  }

  private Relationship delete(Kind kind, TargetRequest in) {
    edges.remove(new Edge(kind, caller(), in.getUserId()));
    return relationship(in.getUserId());
  }

  private Relationship relationship(long other) {
    long self = caller();
    return Relationship.newBuilder()
        .setUserId(other)
        .setFollowing(edges.contains(new Edge(Kind.FOLLOW, self, other)))
        .setFollowedBy(edges.contains(new Edge(Kind.FOLLOW, other, self)))
        .setBlocking(edges.contains(new Edge(Kind.BLOCK, self, other)))
        .setBlockedBy(edges.contains(new Edge(Kind.BLOCK, other, self)))
        .setMuting(edges.contains(new Edge(Kind.MUTE, self, other)))
        .build();
  }

  private List<Long> targets(Kind kind, long from) {
    return edges.stream()
        .filter(edge -> edge.kind() == kind && edge.from() == from)
        .map(Edge::to)
        .toList();
  }

  private static UserPage page(List<Long> ids, long cursor, int limit) {
    List<Long> rest = ids.reversed().stream().skip(cursor).toList();
    return UserPage.newBuilder()
        .addAllUserIds(rest.stream().limit(limit).toList())
        .setNextCursor(rest.size() > limit ? cursor + limit : 0)
        .build();
  }

  private static long caller() {
    return CallContext.requireUser().id();
  }
}
