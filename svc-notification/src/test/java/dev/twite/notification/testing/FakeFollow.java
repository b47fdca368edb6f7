package dev.twite.notification.testing;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.Calls;
import dev.twite.proto.follow.v1.FollowGrpc;
import dev.twite.proto.follow.v1.FollowingIds;
import dev.twite.proto.follow.v1.ReadFilter;
import dev.twite.proto.follow.v1.UserRequest;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Blocks, mutes and follows in memory; changing them tells nobody. */
public final class FakeFollow extends FollowGrpc.FollowImplBase {
  public volatile boolean away;

  /** Questions wait for it. */
  public volatile CountDownLatch hold = new CountDownLatch(0);

  private final AtomicInteger inWork = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final Map<Long, Set<Long>> blocking = new ConcurrentHashMap<>();
  private final Map<Long, Set<Long>> blockedBy = new ConcurrentHashMap<>();
  private final Map<Long, Set<Long>> muting = new ConcurrentHashMap<>();
  private final Map<Long, Set<Long>> following = new ConcurrentHashMap<>();

  public void follow(long follower, long followee) {
    of(following, follower).add(followee);
  }

  public void block(long blocker, long blocked) {
    of(blocking, blocker).add(blocked);
    of(blockedBy, blocked).add(blocker);
  }

  void unblock(long blocker, long blocked) {
    of(blocking, blocker).remove(blocked);
    of(blockedBy, blocked).remove(blocker);
  }

  void mute(long muter, long muted) {
    of(muting, muter).add(muted);
  }

  void unmute(long muter, long muted) {
    of(muting, muter).remove(muted);
  }

  @Override
  public void getReadFilter(UserRequest request, StreamObserver<ReadFilter> observer) {
    requireHere();
    await();
    long user = request.getUserId();
    Calls.reply(
        observer,
        () ->
            ReadFilter.newBuilder()
                .addAllBlocking(of(blocking, user))
                .addAllBlockedBy(of(blockedBy, user))
                .addAllMuting(of(muting, user))
                .build());
  }

  @Override
  public void listFollowingIds(UserRequest request, StreamObserver<FollowingIds> observer) {
    requireHere();
    Calls.reply(
        observer,
        () -> FollowingIds.newBuilder().addAllUserIds(of(following, request.getUserId())).build());
  }

  /** Questions for filters that were in work at once. */
  public int most() {
    return most.get();
  }

  private void await() {
    most.accumulateAndGet(inWork.incrementAndGet(), Math::max);
    try {
      hold.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      inWork.decrementAndGet();
    }
  }

  private void requireHere() {
    if (away) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE);
    }
  }

  private static Set<Long> of(Map<Long, Set<Long>> map, long user) {
    return map.computeIfAbsent(user, key -> ConcurrentHashMap.newKeySet());
  }
}
