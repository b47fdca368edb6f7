package dev.twite.ratelimit;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.GrpcModule;
import dev.twite.common.redis.RedisModule;
import dev.twite.ratelimit.grpc.RateLimitGrpcService;

/** svc-ratelimit: who may do what how often. */
public final class RatelimitSpec implements ServiceSpec {
  @Override
  public String name() {
    return "ratelimit";
  }

  @Override
  public Module module(ConfigReader config) {
    return Modules.combine(
        new RedisModule(config),
        new GrpcModule(RateLimitGrpcService.class),
        new RatelimitModule(RatelimitConfig.from(config)));
  }
}
