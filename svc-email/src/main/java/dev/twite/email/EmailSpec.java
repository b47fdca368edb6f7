package dev.twite.email;

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
import dev.twite.email.grpc.EmailGrpcService;
import java.time.Duration;

/** svc-email: mail, and text messages to the operators. */
public final class EmailSpec implements ServiceSpec {
  /** Longer than any digest waits. */
  private static final Duration PENDING = Duration.ofDays(15);

  @Override
  public String name() {
    return "email";
  }

  @Override
  public Module module(ConfigReader config) {
    Duration retention = KafkaConfig.from(config).retention();
    Duration replayable = retention.plusDays(1);
    return Modules.combine(
        new DatabaseModule(
            config,
            Expiry.inbox(retention),
            new Expiry("message", "created_at_ms", replayable),
            new Expiry("deleted_user", "deleted_at_ms", replayable),
            new Expiry("pending", "updated_at_ms", PENDING)),
        new KafkaModule(config, Topic.MAIL, Topic.NOTIFICATION, Topic.USER),
        new GrpcModule(EmailGrpcService.class),
        new EmailModule(EmailConfig.from(config)));
  }
}
