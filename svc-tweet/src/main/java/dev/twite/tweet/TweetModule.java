package dev.twite.tweet;

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
import dev.twite.common.media.PictureHolds;
import dev.twite.common.reconcile.Reconciler;
import dev.twite.common.redis.Redis;
import dev.twite.tweet.events.Bans;
import dev.twite.tweet.events.CleanUp;
import dev.twite.tweet.events.ForBans;
import dev.twite.tweet.events.ForCleanUp;
import dev.twite.tweet.events.ForHotTweets;
import dev.twite.tweet.events.HotTweetsUpdate;
import dev.twite.tweet.events.TweetEvents;
import dev.twite.tweet.store.HotTweets;
import java.time.Clock;

/** The service's own parts, its clients and its consumers. */
final class TweetModule extends AbstractModule {
  private final TweetConfig config;

  TweetModule(TweetConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    install(new ClientsModule(ServiceClient.FOLLOW, ServiceClient.PROFILE, ServiceClient.MEDIA));
    bind(TweetConfig.class).toInstance(config);
    bind(ReadFilters.class).in(Singleton.class);
    bind(LivePublisher.class).in(Singleton.class);
    bind(Audiences.class).in(Singleton.class);
    bind(AuthorPages.class).in(Singleton.class);
    bind(BannedAuthors.class).in(Singleton.class);
    bind(Bookmarks.class).in(Singleton.class);
    bind(CountNews.class).in(Singleton.class);
    bind(HomeEntries.class).in(Singleton.class);
    bind(HotTweets.class).in(Singleton.class);
    bind(Mentions.class).in(Singleton.class);
    bind(PictureHolds.class).in(Singleton.class);
    bind(Ownership.class).in(Singleton.class);
    bind(Removals.class).in(Singleton.class);
    bind(Retweets.class).in(Singleton.class);
    bind(Targets.class).in(Singleton.class);
    bind(TweetDeleter.class).in(Singleton.class);
    bind(TweetEditor.class).in(Singleton.class);
    bind(TweetEvents.class).in(Singleton.class);
    bind(TweetLists.class).in(Singleton.class);
    bind(TweetLoader.class).in(Singleton.class);
    bind(TweetReader.class).in(Singleton.class);
    bind(TweetViews.class).in(Singleton.class);
    bind(TweetWriter.class).in(Singleton.class);
    bind(Bans.class).in(Singleton.class);
    bind(CleanUp.class).in(Singleton.class);
    bind(HotTweetsUpdate.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), Reconciler.class)
        .addBinding()
        .to(CountsReconciler.class)
        .in(Singleton.class);
  }

  /** Retweets and bookmarks. */
  @Provides
  @Singleton
  ReaderMarks marks(Redis redis, Clock clock) {
    return new ReaderMarks(redis, clock, TweetSpec.NAME);
  }

  @Provides
  @Singleton
  @ForCleanUp
  ConsumerLoop cleanUp(Loops loops, CleanUp cleanUp) {
    return loops.unhurried("tweet", cleanUp.handler(), Topic.USER, Topic.TWEET, Topic.MODERATION);
  }

  @Provides
  @Singleton
  @ForBans
  ConsumerLoop bans(Loops loops, Bans bans) {
    return loops.unhurried("tweet-bans", bans.handler(), Topic.USER);
  }

  @Provides
  @Singleton
  @ForHotTweets
  ConsumerLoop hotTweets(Loops loops, HotTweetsUpdate update) {
    return loops.unhurried("tweet-hot", update.handler(), Topic.TWEET);
  }
}
