package dev.twite.websocket;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.GrpcModule;
import dev.twite.common.http.HttpModule;
import dev.twite.common.http.NoTokens;
import dev.twite.common.limit.LimitModule;
import dev.twite.common.redis.RedisModule;
import dev.twite.common.view.MediaLinks;
import dev.twite.websocket.grpc.WebsocketGrpcService;
import dev.twite.websocket.http.GetSocket;
import dev.twite.websocket.http.OpenSocket;
import java.util.List;

/** svc-websocket: live connections. */
public final class WebsocketSpec implements ServiceSpec {
  @Override
  public String name() {
    return "websocket";
  }

  @Override
  public Module module(ConfigReader config) {
    return Modules.combine(
        new RedisModule(config),
        new GrpcModule(WebsocketGrpcService.class),
        new LimitModule(config),
        new HttpModule(
            config, NoTokens.class, List.of(), List.of(GetSocket.class), List.of(OpenSocket.class)),
        new WebsocketModule(WebsocketConfig.from(config), MediaLinks.from(config)));
  }
}
