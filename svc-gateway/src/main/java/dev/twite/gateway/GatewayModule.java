package dev.twite.gateway;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.GrpcChannels;
import dev.twite.common.grpc.GrpcConfig;
import dev.twite.common.grpc.Transport;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.limit.RateLimiter;
import dev.twite.common.ops.HealthCheck;
import dev.twite.common.view.Likes;
import dev.twite.common.view.Profiles;
import dev.twite.common.view.TweetAssembler;
import dev.twite.gateway.http.AccountPages;
import dev.twite.gateway.http.ApiDescription;
import dev.twite.gateway.http.NotificationSettings;
import dev.twite.common.view.NotificationAssembler;
import dev.twite.gateway.hydrate.UserAssembler;
import dev.twite.gateway.limit.LimitTable;
import dev.twite.gateway.token.AccessTokens;
import dev.twite.gateway.token.KeySet;
import dev.twite.gateway.token.Sessions;
import dev.twite.gateway.token.TokenConfig;
import dev.twite.proto.auth.v1.AuthGrpc;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.email.v1.EmailGrpc;
import dev.twite.proto.email.v1.EmailGrpc.EmailBlockingStub;
import dev.twite.proto.feed.v1.FeedGrpc;
import dev.twite.proto.feed.v1.FeedGrpc.FeedBlockingStub;
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

/** What the gateway itself is made of, and its clients of the other services. */
final class GatewayModule extends AbstractModule {
  private final GatewayConfig config;

  GatewayModule(GatewayConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(TokenConfig.class).toInstance(config.tokens());
    bind(LimitTable.class).toInstance(config.limits());
    bind(KeySet.class).in(Singleton.class);
    bind(AccessTokens.class).in(Singleton.class);
    bind(Sessions.class).in(Singleton.class);
    bind(RateLimiter.class).in(Singleton.class);
    bind(Profiles.class).in(Singleton.class);
    bind(Likes.class).in(Singleton.class);
    bind(UserAssembler.class).in(Singleton.class);
    bind(TweetAssembler.class).in(Singleton.class);
    bind(NotificationAssembler.class).in(Singleton.class);
    bind(NotificationSettings.class).in(Singleton.class);
    bind(ApiDescription.class).in(Singleton.class);
    bind(AccountPages.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), HealthCheck.class).addBinding().to(KeySet.class);
  }

  /** The outermost layer, and so the only one that repeats reads that failed (R12). */
  @Provides
  @Singleton
  GrpcChannels channels(
      Transport transport, ConfigReader config, GrpcConfig grpc, CallTokens tokens) {
    return new GrpcChannels(transport, config, grpc, tokens, GrpcChannels.Retries.READS);
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
  FeedBlockingStub feed(GrpcChannels channels) {
    return FeedGrpc.newBlockingStub(channels.to("feed", FeedGrpc.getServiceDescriptor()));
  }

  @Provides
  @Singleton
  EmailBlockingStub email(GrpcChannels channels) {
    return EmailGrpc.newBlockingStub(channels.to("email", EmailGrpc.getServiceDescriptor()));
  }

  @Provides
  @Singleton
  NotificationsBlockingStub notifications(GrpcChannels channels) {
    return NotificationsGrpc.newBlockingStub(
        channels.to("notification", NotificationsGrpc.getServiceDescriptor()));
  }
}
