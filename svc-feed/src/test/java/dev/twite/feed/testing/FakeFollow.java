package dev.twite.feed.testing;

import com.google.common.collect.Lists;
import dev.twite.common.grpc.Calls;
import dev.twite.proto.follow.v1.FollowGrpc;
import dev.twite.proto.follow.v1.FollowerIds;
import dev.twite.proto.follow.v1.FollowingIds;
import dev.twite.proto.follow.v1.Reach;
import dev.twite.proto.follow.v1.ReadFilter;
import dev.twite.proto.follow.v1.StreamFollowersRequest;
import dev.twite.proto.follow.v1.UserRequest;
import io.grpc.stub.StreamObserver;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** svc-follow as svc-feed sees it, with doors that a test can hold shut. */
public final class FakeFollow extends FollowGrpc.FollowImplBase {
  /** After followers were read and before they are handed out. */
  public final Gate followersRead = new Gate();

  /** After the followed were read and before they are handed out. */
  public final Gate followingRead = new Gate();

  /** Followers handed out. */
  public final AtomicLong followersGiven = new AtomicLong();

  /** How many had been handed out when an author's were first asked for. */
  public final Map<Long, Long> givenBefore = new ConcurrentHashMap<>();

  private final World world;

  public FakeFollow(World world) {
    this.world = world;
  }

  @Override
  public void streamFollowers(
      StreamFollowersRequest request, StreamObserver<FollowerIds> observer) {
    boolean merged = world.big.contains(request.getUserId());
    List<Long> ids =
        world.followers(request.getUserId()).tailSet(request.getAfterUserId(), false).stream()
            .limit(request.getLimit())
            .toList();
    givenBefore.putIfAbsent(request.getUserId(), followersGiven.get());
    followersRead.pass();
    followersGiven.addAndGet(ids.size());
    Calls.stream(
        observer,
        sink ->
            Lists.partition(ids, 1000)
                .forEach(
                    page ->
                        sink.accept(
                            FollowerIds.newBuilder()
                                .addAllUserIds(page)
                                .setMergedAtRead(merged)
                                .build())));
  }

  @Override
  public void listFollowingIds(UserRequest request, StreamObserver<FollowingIds> observer) {
    Set<Long> ids = world.following(request.getUserId());
    followingRead.pass();
    Calls.reply(observer, () -> FollowingIds.newBuilder().addAllUserIds(ids).build());
  }

  @Override
  public void getReach(UserRequest request, StreamObserver<Reach> observer) {
    Calls.reply(
        observer,
        () -> Reach.newBuilder().setMergedAtRead(world.big.contains(request.getUserId())).build());
  }

  @Override
  public void getReadFilter(UserRequest request, StreamObserver<ReadFilter> observer) {
    Set<Long> big = new HashSet<>(world.following(request.getUserId()));
    big.retainAll(world.big);
    Calls.reply(
        observer,
        () ->
            ReadFilter.newBuilder()
                .addAllBlocking(world.hidden.getOrDefault(request.getUserId(), Set.of()))
                .addAllMuting(world.muted.getOrDefault(request.getUserId(), Set.of()))
                .addAllBigFollowing(big)
                .build());
  }
}
