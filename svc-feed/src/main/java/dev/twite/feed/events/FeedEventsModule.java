package dev.twite.feed.events;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.common.kafka.ConsumerLoop;
import dev.twite.common.kafka.EventHandler;
import dev.twite.common.kafka.EventProducer;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.common.metrics.Metrics;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;

/** What is consumed: a group a topic, so that a slow fan-out holds up nothing but fan-outs. */
public final class FeedEventsModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(TweetEvents.class).in(Singleton.class);
    bind(FollowEvents.class).in(Singleton.class);
    bind(SlicePublisher.class).in(Singleton.class);
    bind(LiveEvents.class).in(Singleton.class);
    bind(Loops.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  @ForTweets
  ConsumerLoop tweets(Loops loops, TweetEvents events) {
    return loops.of("feed-tweets", Topic.TWEET, events.tweets());
  }

  @Provides
  @Singleton
  @ForSlices
  ConsumerLoop slices(Loops loops, TweetEvents events) {
    return loops.of("feed-fanout", Topic.FANOUT, events.slices());
  }

  @Provides
  @Singleton
  @ForLive
  ConsumerLoop live(Loops loops, LiveEvents events) {
    return loops.of("feed-live", Topic.TWEET, events.tweets());
  }

  @Provides
  @Singleton
  @ForFollows
  ConsumerLoop follows(Loops loops, FollowEvents events) {
    return loops.of("feed-follows", Topic.FOLLOW, events.follows());
  }

  @Provides
  @Singleton
  @ForUsers
  ConsumerLoop users(Loops loops, FollowEvents events) {
    return loops.of("feed-users", Topic.USER, events.users());
  }

  /** What every loop is made with. */
  static final class Loops {
    private final KafkaConfig config;
    private final EventProducer producer;
    private final Metrics metrics;
    private final Clock clock;

    @Inject
    Loops(KafkaConfig config, EventProducer producer, Metrics metrics, Clock clock) {
      this.config = config;
      this.producer = producer;
      this.metrics = metrics;
      this.clock = clock;
    }

    ConsumerLoop of(String group, Topic topic, EventHandler handler) {
      return new ConsumerLoop(group, Set.of(topic), handler, config, producer, metrics, clock);
    }
  }
}
