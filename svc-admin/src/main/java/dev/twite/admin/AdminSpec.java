package dev.twite.admin;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.twite.admin.grpc.GuardedAdmin;
import dev.twite.admin.panel.PanelModule;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.db.DatabaseModule;
import dev.twite.common.db.Housekeeping;
import dev.twite.common.grpc.GrpcModule;
import dev.twite.common.kafka.KafkaModule;
import dev.twite.common.kafka.Topic;
import dev.twite.common.limit.LimitModule;
import dev.twite.common.outbox.OutboxModule;
import java.time.Duration;

/** svc-admin: standing of accounts, reports, audit log, operation. */
public final class AdminSpec implements ServiceSpec {
  /** Longer than Kafka keeps dead letters. */
  private static final Duration DONE_KEPT = Duration.ofDays(40);

  @Override
  public String name() {
    return "admin";
  }

  @Override
  public Module module(ConfigReader config) {
    return Modules.combine(
        new DatabaseModule(
            config, new Housekeeping.Expiry("dead_letter_done", "done_at_ms", DONE_KEPT)),
        new KafkaModule(config, Topic.MODERATION, Topic.USER),
        new OutboxModule(),
        new GrpcModule(GuardedAdmin.class),
        new LimitModule(config),
        new AdminModule(AdminConfig.from(config)),
        new PanelModule(config));
  }
}
