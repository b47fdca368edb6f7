package dev.twite.ratelimit;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.GrpcChannels;
import dev.twite.common.grpc.GrpcConfig;
import dev.twite.common.grpc.Transport;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.limit.LimitModule;

/** A service that does nothing but ask for limits. */
public record CallerSpec(String name) implements ServiceSpec {
  @Override
  public Module module(ConfigReader config) {
    return Modules.combine(
        new LimitModule(config),
        new AbstractModule() {
          @Provides
          @Singleton
          GrpcChannels channels(
              Transport transport, ConfigReader reader, GrpcConfig grpc, CallTokens tokens) {
            return new GrpcChannels(transport, reader, grpc, tokens, GrpcChannels.Retries.NONE);
          }
        });
  }
}
