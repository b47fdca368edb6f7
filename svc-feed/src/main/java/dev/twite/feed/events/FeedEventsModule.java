package dev.twite.feed.events;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.common.kafka.ConsumerLoop;
import dev.twite.common.kafka.Loops;
import dev.twite.common.kafka.Topic;

/** What is consumed: a group a topic, so that a slow fan-out holds up nothing but fan-outs. */
public final class FeedEventsModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(TweetEvents.class).in(Singleton.class);
    bind(FollowEvents.class).in(Singleton.class);
    bind(SlicePublisher.class).in(Singleton.class);
    bind(LiveEvents.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  @ForTweets
  ConsumerLoop tweets(Loops loops, TweetEvents events) {
    return loops.consumer("feed-tweets", events.tweets(), Topic.TWEET);
  }

  @Provides
  @Singleton
  @ForSlices
  ConsumerLoop slices(Loops loops, TweetEvents events) {
    return loops.consumer("feed-fanout", events.slices(), Topic.FANOUT);
  }

  @Provides
  @Singleton
  @ForLive
  ConsumerLoop live(Loops loops, LiveEvents events) {
    return loops.consumer("feed-live", events.tweets(), Topic.TWEET);
  }

  @Provides
  @Singleton
  @ForFollows
  ConsumerLoop follows(Loops loops, FollowEvents events) {
    return loops.consumer("feed-follows", events.follows(), Topic.FOLLOW);
  }

  @Provides
  @Singleton
  @ForUsers
  ConsumerLoop users(Loops loops, FollowEvents events) {
    return loops.consumer("feed-users", events.users(), Topic.USER);
  }
}
