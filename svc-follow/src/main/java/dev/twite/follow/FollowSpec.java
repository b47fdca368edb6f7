package dev.twite.follow;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.db.DatabaseModule;
import dev.twite.common.grpc.GrpcModule;
import dev.twite.common.kafka.KafkaModule;
import dev.twite.common.kafka.Topic;
import dev.twite.common.outbox.OutboxModule;
import dev.twite.common.redis.RedisModule;
import dev.twite.follow.grpc.FollowGrpcService;

/** svc-follow: who follows, blocks and mutes whom. */
public final class FollowSpec implements ServiceSpec {
  @Override
  public String name() {
    return "follow";
  }

  @Override
  public Module module(ConfigReader config) {
    return Modules.combine(
        new DatabaseModule(config),
        new RedisModule(config, Filters.KEYS),
        new KafkaModule(config, Topic.FOLLOW, Topic.USER),
        new OutboxModule(),
        new GrpcModule(FollowGrpcService.class),
        new FollowModule(FollowConfig.from(config)));
  }
}
