package dev.twite.common.grpc;

import dev.twite.proto.admin.v1.AdminGrpc;
import dev.twite.proto.analytics.v1.AnalyticsGrpc;
import dev.twite.proto.auth.v1.AuthGrpc;
import dev.twite.proto.email.v1.EmailGrpc;
import dev.twite.proto.feed.v1.FeedGrpc;
import dev.twite.proto.follow.v1.FollowGrpc;
import dev.twite.proto.like.v1.LikeGrpc;
import dev.twite.proto.logger.v1.LoggerGrpc;
import dev.twite.proto.media.v1.MediaGrpc;
import dev.twite.proto.notification.v1.NotificationsGrpc;
import dev.twite.proto.profile.v1.ProfileGrpc;
import dev.twite.proto.ratelimit.v1.RateLimitGrpc;
import dev.twite.proto.search.v1.SearchGrpc;
import dev.twite.proto.tweet.v1.TweetServiceGrpc;
import dev.twite.proto.websocket.v1.SocketsGrpc;
import io.grpc.Channel;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.AbstractBlockingStub;
import java.util.Locale;
import java.util.function.Function;

/** Every service that others call, with the stub that they call it by. */
public enum ServiceClient {
  AUTH(AuthGrpc.AuthBlockingStub.class, AuthGrpc.getServiceDescriptor(), AuthGrpc::newBlockingStub),
  PROFILE(
      ProfileGrpc.ProfileBlockingStub.class,
      ProfileGrpc.getServiceDescriptor(),
      ProfileGrpc::newBlockingStub),
  TWEET(
      TweetServiceGrpc.TweetServiceBlockingStub.class,
      TweetServiceGrpc.getServiceDescriptor(),
      TweetServiceGrpc::newBlockingStub),
  FEED(FeedGrpc.FeedBlockingStub.class, FeedGrpc.getServiceDescriptor(), FeedGrpc::newBlockingStub),
  FOLLOW(
      FollowGrpc.FollowBlockingStub.class,
      FollowGrpc.getServiceDescriptor(),
      FollowGrpc::newBlockingStub),
  LIKE(LikeGrpc.LikeBlockingStub.class, LikeGrpc.getServiceDescriptor(), LikeGrpc::newBlockingStub),
  NOTIFICATION(
      NotificationsGrpc.NotificationsBlockingStub.class,
      NotificationsGrpc.getServiceDescriptor(),
      NotificationsGrpc::newBlockingStub),
  SEARCH(
      SearchGrpc.SearchBlockingStub.class,
      SearchGrpc.getServiceDescriptor(),
      SearchGrpc::newBlockingStub),
  ANALYTICS(
      AnalyticsGrpc.AnalyticsBlockingStub.class,
      AnalyticsGrpc.getServiceDescriptor(),
      AnalyticsGrpc::newBlockingStub),
  MEDIA(
      MediaGrpc.MediaBlockingStub.class,
      MediaGrpc.getServiceDescriptor(),
      MediaGrpc::newBlockingStub),
  WEBSOCKET(
      SocketsGrpc.SocketsBlockingStub.class,
      SocketsGrpc.getServiceDescriptor(),
      SocketsGrpc::newBlockingStub),
  EMAIL(
      EmailGrpc.EmailBlockingStub.class,
      EmailGrpc.getServiceDescriptor(),
      EmailGrpc::newBlockingStub),
  ADMIN(
      AdminGrpc.AdminBlockingStub.class,
      AdminGrpc.getServiceDescriptor(),
      AdminGrpc::newBlockingStub),
  LOGGER(
      LoggerGrpc.LoggerBlockingStub.class,
      LoggerGrpc.getServiceDescriptor(),
      LoggerGrpc::newBlockingStub),
  RATELIMIT(
      RateLimitGrpc.RateLimitBlockingStub.class,
      RateLimitGrpc.getServiceDescriptor(),
      RateLimitGrpc::newBlockingStub);

  // A class, a description and a method reference: none of them changes.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Binding<?> binding;

  <S extends AbstractBlockingStub<S>> ServiceClient(
      Class<S> type, ServiceDescriptor service, Function<Channel, S> factory) {
    this.binding = new Binding<>(type, service, factory);
  }

  /** The service's short name, e.g. {@code notification}. */
  public String target() {
    return name().toLowerCase(Locale.ROOT);
  }

  Binding<?> binding() {
    return binding;
  }

  record Binding<S extends AbstractBlockingStub<S>>(
      Class<S> type, ServiceDescriptor service, Function<Channel, S> factory) {}
}
