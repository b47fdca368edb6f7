package dev.twite.websocket;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.common.follow.ReadFilters;
import dev.twite.common.grpc.GrpcChannels;
import dev.twite.common.live.LiveLink;
import dev.twite.common.live.OnlineUsers;
import dev.twite.common.view.Likes;
import dev.twite.common.view.NotificationAssembler;
import dev.twite.common.view.Profiles;
import dev.twite.common.view.TweetAssembler;
import dev.twite.proto.auth.v1.AuthGrpc;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.follow.v1.FollowGrpc;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.like.v1.LikeGrpc;
import dev.twite.proto.like.v1.LikeGrpc.LikeBlockingStub;
import dev.twite.proto.notification.v1.NotificationsGrpc;
import dev.twite.proto.notification.v1.NotificationsGrpc.NotificationsBlockingStub;
import dev.twite.proto.profile.v1.ProfileGrpc;
import dev.twite.proto.profile.v1.ProfileGrpc.ProfileBlockingStub;
import dev.twite.proto.tweet.v1.TweetServiceGrpc;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import dev.twite.websocket.store.Streams;
import dev.twite.websocket.store.Tickets;

/** The parts of svc-websocket and its clients of other services. */
final class WebsocketModule extends AbstractModule {
  private final WebsocketConfig config;

  WebsocketModule(WebsocketConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(WebsocketConfig.class).toInstance(config);
    bind(Tickets.class).in(Singleton.class);
    bind(Streams.class).in(Singleton.class);
    bind(LiveLink.class).in(Singleton.class);
    bind(OnlineUsers.class).in(Singleton.class);
    bind(ReadFilters.class).in(Singleton.class);
    bind(Profiles.class).in(Singleton.class);
    bind(Likes.class).in(Singleton.class);
    bind(TweetAssembler.class).in(Singleton.class);
    bind(NotificationAssembler.class).in(Singleton.class);
    bind(Readers.class).in(Singleton.class);
    bind(TweetViews.class).in(Singleton.class);
    bind(NotificationViews.class).in(Singleton.class);
    bind(Mutes.class).in(Singleton.class);
    bind(Owners.class).in(Singleton.class);
    bind(Renderer.class).in(Singleton.class);
    bind(Sessions.class).in(Singleton.class);
    bind(Presence.class).in(Singleton.class);
    bind(Channels.class).in(Singleton.class);
    bind(SocketMetrics.class).in(Singleton.class);
    bind(Services.class).in(Singleton.class);
    bind(Clients.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  AuthBlockingStub auth(GrpcChannels channels) {
    return AuthGrpc.newBlockingStub(channels.to("auth", AuthGrpc.getServiceDescriptor()));
  }

  @Provides
  @Singleton
  ProfileBlockingStub profile(GrpcChannels channels) {
    return ProfileGrpc.newBlockingStub(channels.to("profile", ProfileGrpc.getServiceDescriptor()));
  }

  @Provides
  @Singleton
  TweetServiceBlockingStub tweet(GrpcChannels channels) {
    return TweetServiceGrpc.newBlockingStub(
        channels.to("tweet", TweetServiceGrpc.getServiceDescriptor()));
  }

  @Provides
  @Singleton
  FollowBlockingStub follow(GrpcChannels channels) {
    return FollowGrpc.newBlockingStub(channels.to("follow", FollowGrpc.getServiceDescriptor()));
  }

  @Provides
  @Singleton
  LikeBlockingStub like(GrpcChannels channels) {
    return LikeGrpc.newBlockingStub(channels.to("like", LikeGrpc.getServiceDescriptor()));
  }

  @Provides
  @Singleton
  NotificationsBlockingStub notification(GrpcChannels channels) {
    return NotificationsGrpc.newBlockingStub(
        channels.to("notification", NotificationsGrpc.getServiceDescriptor()));
  }
}
