package dev.twite.websocket;

import dev.twite.common.boot.RunningService;

/** The process of svc-websocket. */
public final class WebsocketMain {
  private WebsocketMain() {}

  public static void main(String[] args) {
    RunningService.main(new WebsocketSpec());
  }
}
