package dev.twite.notification.events;

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

/** What is published and consumed: a group a topic, so that none holds up another. */
public final class NotificationEventsModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(NotificationEvents.class).in(Singleton.class);
    bind(LikeEvents.class).in(Singleton.class);
    bind(TweetEvents.class).in(Singleton.class);
    bind(FollowEvents.class).in(Singleton.class);
    bind(UserEvents.class).in(Singleton.class);
    bind(Loops.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  @ForLikes
  ConsumerLoop likes(Loops loops, LikeEvents events) {
    return loops.of("notification-likes", Topic.LIKE, events.handler());
  }

  @Provides
  @Singleton
  @ForTweets
  ConsumerLoop tweets(Loops loops, TweetEvents events) {
    return loops.of("notification-tweets", Topic.TWEET, events.handler());
  }

  @Provides
  @Singleton
  @ForFollows
  ConsumerLoop follows(Loops loops, FollowEvents events) {
    return loops.of("notification-follows", Topic.FOLLOW, events.handler());
  }

  @Provides
  @Singleton
  @ForUsers
  ConsumerLoop users(Loops loops, UserEvents events) {
    return loops.of("notification-users", Topic.USER, events.handler());
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
