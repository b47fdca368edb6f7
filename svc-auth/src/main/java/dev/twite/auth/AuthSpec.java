package dev.twite.auth;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.twite.auth.grpc.AuthGrpcService;
import dev.twite.auth.session.Refresher;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.db.DatabaseModule;
import dev.twite.common.db.Housekeeping.Expiry;
import dev.twite.common.grpc.GrpcModule;
import dev.twite.common.kafka.KafkaModule;
import dev.twite.common.kafka.Topic;
import dev.twite.common.limit.LimitModule;
import dev.twite.common.outbox.OutboxModule;
import dev.twite.common.redis.RedisModule;
import java.time.Duration;

/** svc-auth: accounts, sessions, keys. */
public final class AuthSpec implements ServiceSpec {
  @Override
  public String name() {
    return "auth";
  }

  @Override
  public Module module(ConfigReader config) {
    return Modules.combine(
        new DatabaseModule(
            config,
            Expiry.idempotencyKeys(),
            new Expiry("refresh_successors", "created_at_ms", Refresher.GRACE),
            new Expiry("refresh_tokens", "expires_at_ms", Duration.ZERO),
            // Longer than any access token of the session lives.
            new Expiry("sessions", "expires_at_ms", Duration.ofDays(1)),
            new Expiry("one_time_tokens", "expires_at_ms", Duration.ZERO)),
        new RedisModule(config),
        new KafkaModule(config, Topic.USER, Topic.MAIL, Topic.MODERATION),
        new OutboxModule(),
        new GrpcModule(AuthGrpcService.class),
        new LimitModule(config),
        new AuthModule(AuthConfig.from(config)));
  }
}
