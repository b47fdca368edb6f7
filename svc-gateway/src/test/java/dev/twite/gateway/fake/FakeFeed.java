package dev.twite.gateway.fake;

import dev.twite.proto.feed.v1.Entry;
import dev.twite.proto.feed.v1.FeedGrpc;
import dev.twite.proto.feed.v1.GetHomeRequest;
import dev.twite.proto.feed.v1.GetHomeResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** One home timeline for all: every tweet, and entries of tweets that are gone. */
public final class FakeFeed extends FeedGrpc.FeedImplBase {
  private final Probe probe;
  private final FakeTweets tweets;
  private final NavigableSet<Long> gone = new ConcurrentSkipListSet<>();

  public FakeFeed(Probe probe, FakeTweets tweets) {
    this.probe = probe;
    this.tweets = tweets;
  }

  /** Adds the entry of a tweet that nobody can see any more. */
  public void addGone(long id) {
    gone.add(id);
  }

  @Override
  public void getHome(GetHomeRequest in, StreamObserver<GetHomeResponse> out) {
    probe.reply(
        out,
        "GetHome",
        () -> {
          NavigableSet<Long> all = new ConcurrentSkipListSet<>(gone);
          all.addAll(tweets.newestFirst());
          List<Long> rest =
              all.descendingSet().stream()
                  .filter(id -> in.getCursor() == 0 || id < in.getCursor())
                  .toList();
          List<Long> page = rest.stream().limit(in.getLimit()).toList();
          return GetHomeResponse.newBuilder()
              .addAllEntries(
                  page.stream().map(id -> Entry.newBuilder().setTweetId(id).build()).toList())
              .setNextCursor(rest.size() > page.size() ? page.getLast() : 0)
              .build();
        });
  }
}
