package dev.twite.feed.testing;

import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.tweet.v1.HomeEntry;
import dev.twite.proto.tweet.v1.ListHomeEntriesRequest;
import dev.twite.proto.tweet.v1.ListHomeEntriesResponse;
import dev.twite.proto.tweet.v1.TweetServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** svc-tweet as svc-feed sees it; it counts what it is asked. */
public final class FakeTweets extends TweetServiceGrpc.TweetServiceImplBase {
  /** After entries were read and before they are handed out. */
  public final Gate entriesRead = new Gate();

  /** Calls so far. */
  public final AtomicInteger calls = new AtomicInteger();

  /** The most calls that were in work at once. */
  public final AtomicInteger mostAtOnce = new AtomicInteger();

  /** The most reads of a whole timeline that were in work for one user at once. */
  public final AtomicInteger mostRebuildsOfOne = new AtomicInteger();

  /** How long an answer takes. */
  public volatile Duration slowness = Duration.ZERO;

  private final World world;
  private final int cap;
  private final AtomicInteger now = new AtomicInteger();
  private final Map<Long, AtomicInteger> rebuilding = new ConcurrentHashMap<>();

  /**
   * @param cap a read of so many entries for somebody is a rebuild
   */
  public FakeTweets(World world, int cap) {
    this.world = world;
    this.cap = cap;
  }

  @Override
  public void listHomeEntries(
      ListHomeEntriesRequest request, StreamObserver<ListHomeEntriesResponse> observer) {
    calls.incrementAndGet();
    mostAtOnce.accumulateAndGet(now.incrementAndGet(), Math::max);
    boolean rebuild = request.getLimit() == cap && CallContext.userIdOrZero() != 0;
    AtomicInteger own =
        rebuilding.computeIfAbsent(CallContext.userIdOrZero(), key -> new AtomicInteger());
    if (rebuild) {
      mostRebuildsOfOne.accumulateAndGet(own.incrementAndGet(), Math::max);
    }
    ListHomeEntriesResponse answer = answer(request);
    // Before the answer goes out: who has it may ask again at once.
    now.decrementAndGet();
    if (rebuild) {
      own.decrementAndGet();
    }
    Calls.reply(observer, () -> answer);
  }

  private ListHomeEntriesResponse answer(ListHomeEntriesRequest request) {
    ListHomeEntriesResponse.Builder response = ListHomeEntriesResponse.newBuilder();
    world
        .entries(request.getAuthorIdsList(), request.getBeforeId(), request.getLimit())
        .forEach(
            entry ->
                response.addEntries(
                    HomeEntry.newBuilder()
                        .setTweetId(entry.tweetId())
                        .setAuthorId(entry.authorId())));
    if (!slowness.isZero()) {
      LockSupport.parkNanos(slowness.toNanos());
    }
    entriesRead.pass();
    return response.build();
  }
}
