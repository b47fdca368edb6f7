package dev.twite.tweet;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.cache.Stamps;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.db.DatabaseModule;
import dev.twite.common.db.Housekeeping;
import dev.twite.common.grpc.GrpcModule;
import dev.twite.common.kafka.KafkaModule;
import dev.twite.common.kafka.Topic;
import dev.twite.common.outbox.OutboxModule;
import dev.twite.common.redis.RedisModule;
import dev.twite.tweet.grpc.TweetGrpcService;
import java.time.Duration;

/** The wiring of svc-tweet. */
public final class TweetSpec implements ServiceSpec {
  static final String NAME = "tweet";

  private static final Duration GONE_AUTHORS_KEPT = Duration.ofDays(1);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Module module(ConfigReader config) {
    return Modules.combine(
        new DatabaseModule(
            config,
            Housekeeping.Expiry.idempotencyKeys(),
            new Housekeeping.Expiry("gone_author", "gone_at_ms", GONE_AUTHORS_KEPT)),
        new RedisModule(config, "tw:", "tc:", Stamps.prefix(NAME)),
        new KafkaModule(config, Topic.TWEET, Topic.USER, Topic.MODERATION),
        new OutboxModule(),
        new GrpcModule(TweetGrpcService.class),
        new TweetModule(TweetConfig.from(config)));
  }
}
