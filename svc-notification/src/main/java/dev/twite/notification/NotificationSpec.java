package dev.twite.notification;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.db.DatabaseModule;
import dev.twite.common.db.Housekeeping.Expiry;
import dev.twite.common.grpc.GrpcModule;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.KafkaModule;
import dev.twite.common.kafka.Topic;
import dev.twite.common.outbox.OutboxModule;
import dev.twite.common.redis.RedisModule;
import dev.twite.notification.events.NotificationEventsModule;
import dev.twite.notification.grpc.NotificationGrpcService;
import java.time.Duration;

/** svc-notification: what others did that concerns somebody. */
public final class NotificationSpec implements ServiceSpec {
  @Override
  public String name() {
    return "notification";
  }

  @Override
  public Module module(ConfigReader config) {
    NotificationConfig own = NotificationConfig.from(config);
    // A cause goes after its group, whose last event can be that much younger.
    Duration causes = own.retention().plus(NotificationConfig.GROWS);
    Duration gone = KafkaConfig.from(config).retention().plusDays(1);
    return Modules.combine(
        new DatabaseModule(
            config,
            new Expiry("notification", "last_at_ms", own.retention()),
            new Expiry("cause", "at_ms", causes),
            new Expiry("gone", "gone_at_ms", gone)),
        new RedisModule(config),
        new KafkaModule(
            config, Topic.LIKE, Topic.TWEET, Topic.FOLLOW, Topic.USER, Topic.NOTIFICATION),
        new OutboxModule(),
        new GrpcModule(NotificationGrpcService.class),
        new NotificationModule(own),
        new NotificationEventsModule());
  }
}
