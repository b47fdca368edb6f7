package dev.twite.notification.events;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.common.kafka.ConsumerLoop;
import dev.twite.common.kafka.Loops;
import dev.twite.common.kafka.Topic;

/** What is published and consumed: a group a topic, so that none holds up another. */
public final class NotificationEventsModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(NotificationEvents.class).in(Singleton.class);
    bind(LikeEvents.class).in(Singleton.class);
    bind(TweetEvents.class).in(Singleton.class);
    bind(FollowEvents.class).in(Singleton.class);
    bind(UserEvents.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  @ForLikes
  ConsumerLoop likes(Loops loops, LikeEvents events) {
    return loops.consumer("notification-likes", events.handler(), Topic.LIKE);
  }

  @Provides
  @Singleton
  @ForTweets
  ConsumerLoop tweets(Loops loops, TweetEvents events) {
    return loops.unhurried("notification-tweets", events.handler(), Topic.TWEET);
  }

  @Provides
  @Singleton
  @ForFollows
  ConsumerLoop follows(Loops loops, FollowEvents events) {
    return loops.unhurried("notification-follows", events.handler(), Topic.FOLLOW);
  }

  @Provides
  @Singleton
  @ForUsers
  ConsumerLoop users(Loops loops, UserEvents events) {
    return loops.unhurried("notification-users", events.handler(), Topic.USER);
  }
}
