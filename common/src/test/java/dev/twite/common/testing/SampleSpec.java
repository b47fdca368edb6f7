package dev.twite.common.testing;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.db.DatabaseModule;
import dev.twite.common.db.Housekeeping;
import dev.twite.common.kafka.KafkaModule;
import dev.twite.common.kafka.Topic;
import dev.twite.common.live.LivePublisher;
import dev.twite.common.outbox.OutboxModule;
import dev.twite.common.redis.RedisModule;
import java.time.Duration;

/** A service with everything and no job, for the tests of common itself. */
public final class SampleSpec implements ServiceSpec {
  @Override
  public String name() {
    return "sample";
  }

  @Override
  public Module module(ConfigReader config) {
    return Modules.combine(
        new DatabaseModule(
            config,
            Housekeeping.Expiry.inbox(Duration.ofDays(7)),
            Housekeeping.Expiry.idempotencyKeys()),
        new KafkaModule(config, Topic.TWEET, Topic.USER),
        new OutboxModule(),
        new RedisModule(config),
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(LivePublisher.class).in(com.google.inject.Singleton.class);
          }
        });
  }
}
