package dev.twite.gateway;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.http.HttpModule;
import dev.twite.common.limit.LimitModule;
import dev.twite.common.redis.RedisModule;
import dev.twite.gateway.http.Endpoints;
import dev.twite.gateway.limit.LimitFilter;
import dev.twite.gateway.socket.BridgeModule;
import dev.twite.gateway.socket.OpenBridge;
import dev.twite.gateway.token.TokenAuthenticator;
import java.util.List;

/** svc-gateway: the only public door. */
public final class GatewaySpec implements ServiceSpec {
  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public Module module(ConfigReader config) {
    return Modules.combine(
        new RedisModule(config),
        new HttpModule(
            config,
            TokenAuthenticator.class,
            List.of(LimitFilter.class),
            Endpoints.ALL,
            List.of(OpenBridge.class)),
        new LimitModule(config),
        new BridgeModule(config),
        new GatewayModule(GatewayConfig.from(config)));
  }
}
