package dev.twite.logger;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.clickhouse.ClickHouseModule;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.GrpcModule;
import dev.twite.common.kafka.KafkaModule;
import dev.twite.common.kafka.Topic;
import dev.twite.logger.events.LoggerEventsModule;
import dev.twite.logger.grpc.LoggerGrpcService;
import dev.twite.logger.store.clickhouse.ClickHouseLinesModule;
import dev.twite.logger.store.loki.LokiModule;

/** svc-logger: the log of all services in one place. */
public final class LoggerSpec implements ServiceSpec {
  @Override
  public String name() {
    return "logger";
  }

  @Override
  public Module module(ConfigReader config) {
    LoggerConfig own = LoggerConfig.from(config);
    Module store =
        own.loki().isPresent()
            ? new LokiModule(own.loki().get())
            : Modules.combine(
                new ClickHouseModule(config, "V1__lines.sql", "V2__logs.sql"),
                new ClickHouseLinesModule(own.retention()));
    return Modules.combine(
        store,
        new KafkaModule(config, Topic.LOGS),
        new GrpcModule(LoggerGrpcService.class),
        new LoggerModule(own),
        new LoggerEventsModule());
  }
}
