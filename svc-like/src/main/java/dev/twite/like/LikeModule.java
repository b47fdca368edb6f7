package dev.twite.like;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.twite.common.cache.ReaderMarks;
import dev.twite.common.follow.ReadFilters;
import dev.twite.common.grpc.ClientsModule;
import dev.twite.common.grpc.ServiceClient;
import dev.twite.common.kafka.ConsumerLoop;
import dev.twite.common.kafka.Loops;
import dev.twite.common.kafka.Topic;
import dev.twite.common.live.LivePublisher;
import dev.twite.common.reconcile.Reconciler;
import dev.twite.common.redis.Redis;
import dev.twite.like.events.CleanUp;
import dev.twite.like.events.LikeEvents;
import dev.twite.like.store.LiveCounts;
import java.time.Clock;

/** What svc-like is made of. */
final class LikeModule extends AbstractModule {
  private final LikeConfig config;

  LikeModule(LikeConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    install(new ClientsModule(ServiceClient.TWEET, ServiceClient.FOLLOW));
    bind(LikeConfig.class).toInstance(config);
    bind(LivePublisher.class).in(Singleton.class);
    bind(ReadFilters.class).in(Singleton.class);
    bind(Targets.class).in(Singleton.class);
    bind(LikeEvents.class).in(Singleton.class);
    bind(LikeTransaction.class).in(Singleton.class);
    bind(LiveCounts.class).in(Singleton.class);
    bind(CountCache.class).in(Singleton.class);
    bind(CountNews.class).in(Singleton.class);
    bind(LikeBatcher.class).in(Singleton.class);
    bind(Likes.class).in(Singleton.class);
    bind(LikeReader.class).in(Singleton.class);
    bind(LikeRemovals.class).in(Singleton.class);
    bind(CleanUp.class).in(Singleton.class);
    Multibinder<Reconciler> reconcilers = Multibinder.newSetBinder(binder(), Reconciler.class);
    reconcilers.addBinding().to(CountsReconciler.class).in(Singleton.class);
    reconcilers.addBinding().to(LiveCountsReconciler.class).in(Singleton.class);
  }

  /** Who likes what. */
  @Provides
  @Singleton
  ReaderMarks marks(Redis redis, Clock clock) {
    return new ReaderMarks(redis, clock, LikeSpec.NAME);
  }

  @Provides
  @Singleton
  ConsumerLoop cleanUp(Loops loops, CleanUp cleanUp) {
    return loops.unhurried("like", cleanUp.handler(), Topic.USER, Topic.TWEET);
  }
}
