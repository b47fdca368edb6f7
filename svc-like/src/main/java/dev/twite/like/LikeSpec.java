package dev.twite.like;

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
import dev.twite.like.grpc.LikeGrpcService;
import java.time.Duration;

/** svc-like: who likes what, and how often each tweet is liked. */
public final class LikeSpec implements ServiceSpec {
  static final String NAME = "like";

  // No request and no access token lives as long.
  private static final Duration GONE_KEPT = Duration.ofDays(1);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Module module(ConfigReader config) {
    return Modules.combine(
        new DatabaseModule(
            config,
            new Housekeeping.Expiry("gone_tweet", "gone_at_ms", GONE_KEPT),
            new Housekeeping.Expiry("gone_user", "gone_at_ms", GONE_KEPT)),
        new RedisModule(config, "lc:", Stamps.prefix(NAME)),
        new KafkaModule(config, Topic.LIKE, Topic.TWEET, Topic.USER),
        new OutboxModule(),
        new GrpcModule(LikeGrpcService.class),
        new LikeModule(LikeConfig.from(config)));
  }
}
