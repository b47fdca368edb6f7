package dev.twite.feed;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.GrpcModule;
import dev.twite.common.kafka.KafkaModule;
import dev.twite.common.kafka.Topic;
import dev.twite.common.redis.RedisModule;
import dev.twite.feed.events.FeedEventsModule;
import dev.twite.feed.grpc.FeedGrpcService;

/** svc-feed: home timelines. */
public final class FeedSpec implements ServiceSpec {
  @Override
  public String name() {
    return "feed";
  }

  @Override
  public Module module(ConfigReader config) {
    return Modules.combine(
        new RedisModule(config, "tl:"),
        new KafkaModule(config, Topic.TWEET, Topic.FOLLOW, Topic.USER, Topic.FANOUT),
        new GrpcModule(FeedGrpcService.class),
        new FeedModule(FeedConfig.from(config)),
        new FeedEventsModule());
  }
}
