package dev.twite.admin;

import dev.twite.common.grpc.Calls;
import dev.twite.common.testing.Cluster;
import dev.twite.proto.feed.v1.DropTimelineRequest;
import dev.twite.proto.feed.v1.DropTimelineResponse;
import dev.twite.proto.feed.v1.FeedGrpc;
import dev.twite.proto.logger.v1.LogLine;
import dev.twite.proto.logger.v1.LoggerGrpc;
import dev.twite.proto.logger.v1.QueryRequest;
import dev.twite.proto.logger.v1.QueryResponse;
import dev.twite.proto.logger.v1.TailRequest;
import dev.twite.proto.logger.v1.TailResponse;
import dev.twite.proto.search.v1.RebuildIndexRequest;
import dev.twite.proto.search.v1.RebuildIndexResponse;
import dev.twite.proto.search.v1.SearchGrpc;
import dev.twite.proto.tweet.v1.GetTweetsRequest;
import dev.twite.proto.tweet.v1.GetTweetsResponse;
import dev.twite.proto.tweet.v1.ScanTweetsRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetPage;
import dev.twite.proto.tweet.v1.TweetServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Neighbours of svc-admin: one tweet, and what they were asked to do. */
final class Fakes {
  static final long TWEET = 5_000;
  static final long AUTHOR = 1_500;

  final List<Long> dropped = new CopyOnWriteArrayList<>();

  void start(Cluster cluster) throws Exception {
    cluster.fake("auth", new FakeAuth());
    cluster.fake("tweet", new Tweets());
    cluster.fake("feed", new Feed());
    cluster.fake("search", new Search());
    cluster.fake("logger", new Logger());
  }

  private static final Tweet THE_TWEET =
      Tweet.newBuilder().setId(TWEET).setAuthorId(AUTHOR).setText("Hello").build();

  private static final class Tweets extends TweetServiceGrpc.TweetServiceImplBase {
    @Override
    public void scanTweets(ScanTweetsRequest in, StreamObserver<TweetPage> observer) {
      Calls.reply(
          observer,
          () ->
              in.getAfterId() < TWEET
                  ? TweetPage.newBuilder().addTweets(THE_TWEET).build()
                  : TweetPage.getDefaultInstance());
    }

    @Override
    public void getTweets(GetTweetsRequest in, StreamObserver<GetTweetsResponse> observer) {
      Calls.reply(
          observer,
          () ->
              in.getIdsList().contains(TWEET)
                  ? GetTweetsResponse.newBuilder().addTweets(THE_TWEET).build()
                  : GetTweetsResponse.getDefaultInstance());
    }
  }

  private final class Feed extends FeedGrpc.FeedImplBase {
    @Override
    public void dropTimeline(
        DropTimelineRequest in, StreamObserver<DropTimelineResponse> observer) {
      dropped.add(in.getUserId());
      Calls.reply(observer, DropTimelineResponse::getDefaultInstance);
    }
  }

  private static final class Search extends SearchGrpc.SearchImplBase {
    @Override
    public void rebuildIndex(
        RebuildIndexRequest in, StreamObserver<RebuildIndexResponse> observer) {
      Calls.reply(observer, RebuildIndexResponse::getDefaultInstance);
    }
  }

  private static final class Logger extends LoggerGrpc.LoggerImplBase {
    private static final LogLine LINE = LogLine.newBuilder().setMessage("A line").build();

    @Override
    public void query(QueryRequest in, StreamObserver<QueryResponse> observer) {
      Calls.reply(observer, () -> QueryResponse.newBuilder().addLines(LINE).build());
    }

    @Override
    public void tail(TailRequest in, StreamObserver<TailResponse> observer) {
      Calls.stream(
          observer,
          sink -> {
            sink.accept(TailResponse.newBuilder().setLine(LINE).build());
            sink.accept(TailResponse.newBuilder().setLine(LINE).setMissed(2).build());
          });
    }
  }
}
