package dev.twite.feed;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.common.follow.ReadFilters;
import dev.twite.common.grpc.GrpcChannels;
import dev.twite.common.live.LiveLink;
import dev.twite.common.live.LivePublisher;
import dev.twite.common.live.OnlineUsers;
import dev.twite.feed.store.TimelineStore;
import dev.twite.proto.follow.v1.FollowGrpc;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.tweet.v1.TweetServiceGrpc;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;

/** The parts of svc-feed and its clients of other services. */
final class FeedModule extends AbstractModule {
  private final FeedConfig config;

  FeedModule(FeedConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(FeedConfig.class).toInstance(config);
    bind(TimelineStore.class).in(Singleton.class);
    bind(ReadFilters.class).in(Singleton.class);
    bind(FollowGraph.class).in(Singleton.class);
    bind(TweetSource.class).in(Singleton.class);
    bind(DatabaseGate.class).in(Singleton.class);
    bind(DatabasePages.class).in(Singleton.class);
    bind(BigAuthors.class).in(Singleton.class);
    bind(Rebuilder.class).in(Singleton.class);
    bind(TimelineReader.class).in(Singleton.class);
    bind(HomeReader.class).in(Singleton.class);
    bind(LivePublisher.class).in(Singleton.class);
    bind(LiveLink.class).in(Singleton.class);
    bind(OnlineUsers.class).in(Singleton.class);
    bind(Online.class).in(Singleton.class);
    bind(FanOut.class).in(Singleton.class);
    bind(FollowChanges.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  FollowBlockingStub follow(GrpcChannels channels) {
    return FollowGrpc.newBlockingStub(channels.to("follow", FollowGrpc.getServiceDescriptor()));
  }

  @Provides
  @Singleton
  TweetServiceBlockingStub tweet(GrpcChannels channels) {
    return TweetServiceGrpc.newBlockingStub(
        channels.to("tweet", TweetServiceGrpc.getServiceDescriptor()));
  }
}
