package dev.twite.gateway;

import dev.twite.common.boot.RunningService;

/** The process of svc-gateway. */
public final class GatewayMain {
  private GatewayMain() {}

  public static void main(String[] args) {
    RunningService.main(new GatewaySpec());
  }
}
