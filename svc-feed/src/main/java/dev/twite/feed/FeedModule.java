package dev.twite.feed;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.twite.common.follow.ReadFilters;
import dev.twite.common.grpc.ClientsModule;
import dev.twite.common.grpc.ServiceClient;
import dev.twite.common.live.LiveLink;
import dev.twite.common.live.LivePublisher;
import dev.twite.common.live.OnlineUsers;
import dev.twite.feed.store.TimelineStore;

/** The parts of svc-feed and its clients of other services. */
final class FeedModule extends AbstractModule {
  private final FeedConfig config;

  FeedModule(FeedConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    install(new ClientsModule(ServiceClient.FOLLOW, ServiceClient.TWEET));
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
}
