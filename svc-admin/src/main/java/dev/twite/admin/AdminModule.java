package dev.twite.admin;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.admin.access.Gate;
import dev.twite.admin.events.AdminEvents;
import dev.twite.admin.events.UserEvents;
import dev.twite.admin.grpc.AdminGrpcService;
import dev.twite.admin.operate.OperateModule;
import dev.twite.common.grpc.ClientsModule;
import dev.twite.common.grpc.ServiceClient;
import dev.twite.common.kafka.ConsumerLoop;
import dev.twite.common.kafka.Loops;
import dev.twite.common.kafka.Topic;

/** What svc-admin is made of, and its clients of other services. */
final class AdminModule extends AbstractModule {
  private final AdminConfig config;

  AdminModule(AdminConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    install(
        new ClientsModule(
            ServiceClient.AUTH,
            ServiceClient.TWEET,
            ServiceClient.FEED,
            ServiceClient.SEARCH,
            ServiceClient.LOGGER));
    install(new OperateModule());
    bind(AdminConfig.class).toInstance(config);
    bind(Gate.class).in(Singleton.class);
    bind(AdminGrpcService.class).in(Singleton.class);
    bind(Directory.class).in(Singleton.class);
    bind(Tweets.class).in(Singleton.class);
    bind(AuditLog.class).in(Singleton.class);
    bind(Accounts.class).in(Singleton.class);
    bind(Standings.class).in(Singleton.class);
    bind(BanEnds.class).in(Singleton.class);
    bind(TweetRemovals.class).in(Singleton.class);
    bind(Reports.class).in(Singleton.class);
    bind(AdminEvents.class).in(Singleton.class);
    bind(UserEvents.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  ConsumerLoop users(Loops loops, UserEvents users) {
    return loops.unhurried("admin", users.handler(), Topic.USER);
  }
}
