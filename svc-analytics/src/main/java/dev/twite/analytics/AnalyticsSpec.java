package dev.twite.analytics;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.twite.analytics.events.AnalyticsEventsModule;
import dev.twite.analytics.grpc.AnalyticsGrpcService;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.clickhouse.ClickHouseModule;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.GrpcModule;
import dev.twite.common.kafka.KafkaModule;

/** svc-analytics: what happened, counted over time. */
public final class AnalyticsSpec implements ServiceSpec {
  @Override
  public String name() {
    return "analytics";
  }

  @Override
  public Module module(ConfigReader config) {
    return Modules.combine(
        new ClickHouseModule(config, "V1__events.sql", "V2__logs.sql"),
        new KafkaModule(config, AnalyticsEventsModule.topics()),
        new GrpcModule(AnalyticsGrpcService.class),
        new AnalyticsModule(AnalyticsConfig.from(config)),
        new AnalyticsEventsModule());
  }
}
