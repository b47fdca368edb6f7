package dev.twite.gateway;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.twite.common.cache.ReaderMarks;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.follow.ReadFilters;
import dev.twite.common.grpc.ClientsModule;
import dev.twite.common.grpc.GrpcChannels;
import dev.twite.common.grpc.GrpcConfig;
import dev.twite.common.grpc.ServiceClient;
import dev.twite.common.grpc.Transport;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.kafka.LossyProducer;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.ops.HealthCheck;
import dev.twite.common.redis.Redis;
import dev.twite.common.view.Likes;
import dev.twite.common.view.MediaLinks;
import dev.twite.common.view.NotificationAssembler;
import dev.twite.common.view.Pictures;
import dev.twite.common.view.Profiles;
import dev.twite.common.view.TweetAssembler;
import dev.twite.gateway.http.AccountPages;
import dev.twite.gateway.http.ApiDescription;
import dev.twite.gateway.http.NotificationSettings;
import dev.twite.gateway.hydrate.TweetPages;
import dev.twite.gateway.hydrate.UserAssembler;
import dev.twite.gateway.impression.ImpressionConfig;
import dev.twite.gateway.impression.Impressions;
import dev.twite.gateway.limit.Limits;
import dev.twite.gateway.token.AccessTokens;
import dev.twite.gateway.token.KeySet;
import dev.twite.gateway.token.Sessions;
import dev.twite.gateway.token.TokenConfig;
import java.time.Clock;

/** What the gateway itself is made of, and its clients of the other services. */
final class GatewayModule extends AbstractModule {
  private final GatewayConfig config;

  GatewayModule(GatewayConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    install(
        new ClientsModule(
            ServiceClient.AUTH,
            ServiceClient.PROFILE,
            ServiceClient.TWEET,
            ServiceClient.FOLLOW,
            ServiceClient.LIKE,
            ServiceClient.FEED,
            ServiceClient.EMAIL,
            ServiceClient.NOTIFICATION,
            ServiceClient.SEARCH,
            ServiceClient.MEDIA,
            ServiceClient.ANALYTICS,
            ServiceClient.ADMIN));
    bind(TokenConfig.class).toInstance(config.tokens());
    bind(ImpressionConfig.class).toInstance(config.impressions());
    bind(Impressions.class).in(Singleton.class);
    bind(KeySet.class).in(Singleton.class);
    bind(AccessTokens.class).in(Singleton.class);
    bind(Sessions.class).in(Singleton.class);
    bind(Limits.class).in(Singleton.class);
    bind(Profiles.class).in(Singleton.class);
    bind(Likes.class).in(Singleton.class);
    bind(MediaLinks.class).toInstance(config.pictures());
    bind(Pictures.class).in(Singleton.class);
    bind(UserAssembler.class).in(Singleton.class);
    bind(TweetAssembler.class).in(Singleton.class);
    bind(ReadFilters.class).in(Singleton.class);
    bind(TweetPages.class).in(Singleton.class);
    bind(NotificationAssembler.class).in(Singleton.class);
    bind(NotificationSettings.class).in(Singleton.class);
    bind(ApiDescription.class).in(Singleton.class);
    bind(AccountPages.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), HealthCheck.class).addBinding().to(KeySet.class);
  }

  /** What a reader did to tweets, which svc-like and svc-tweet know. */
  @Provides
  @Singleton
  ReaderMarks marks(Redis redis, Clock clock) {
    return new ReaderMarks(redis, clock, ServiceClient.LIKE.target(), ServiceClient.TWEET.target());
  }

  @Provides
  @Singleton
  LossyProducer views(Metrics metrics) {
    return new LossyProducer(config.impressions().kafka(), metrics);
  }

  /** The outermost layer, and so the only one that repeats reads that failed (R12). */
  @Provides
  @Singleton
  GrpcChannels channels(
      Transport transport,
      ConfigReader config,
      GrpcConfig grpc,
      CallTokens tokens,
      Metrics metrics) {
    return new GrpcChannels(transport, config, grpc, tokens, GrpcChannels.Retries.READS, metrics);
  }
}
