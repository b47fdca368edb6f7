package dev.twite.follow;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.common.grpc.ClientsModule;
import dev.twite.common.grpc.ServiceClient;
import dev.twite.common.kafka.ConsumerLoop;
import dev.twite.common.kafka.Loops;
import dev.twite.common.kafka.Topic;
import dev.twite.follow.events.FollowEvents;
import dev.twite.follow.events.UserEvents;

/** What svc-follow is made of. */
final class FollowModule extends AbstractModule {
  private final FollowConfig config;

  FollowModule(FollowConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    install(new ClientsModule(ServiceClient.PROFILE));
    bind(FollowConfig.class).toInstance(config);
    bind(FollowEvents.class).in(Singleton.class);
    bind(UserEvents.class).in(Singleton.class);
    bind(Filters.class).in(Singleton.class);
    bind(Targets.class).in(Singleton.class);
    bind(Follows.class).in(Singleton.class);
    bind(Blocks.class).in(Singleton.class);
    bind(Mutes.class).in(Singleton.class);
    bind(Relations.class).in(Singleton.class);
    bind(FollowerPages.class).in(Singleton.class);
    bind(BigAuthors.class).in(Singleton.class);
    bind(Eraser.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  ConsumerLoop users(Loops loops, UserEvents events) {
    return loops.unhurried("follow", events.handler(), Topic.USER);
  }
}
