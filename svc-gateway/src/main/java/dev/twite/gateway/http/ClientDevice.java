package dev.twite.gateway.http;

import dev.twite.common.http.Request;
import dev.twite.proto.auth.v1.Device;

/** Where a session is opened from, for its owner to recognise it. */
final class ClientDevice {
  private static final int MAX_USER_AGENT = 200;

  private ClientDevice() {}

  static Device of(Request request) {
    String userAgent = request.header("User-Agent").orElse("");
    return Device.newBuilder()
        .setUserAgent(userAgent.substring(0, Math.min(MAX_USER_AGENT, userAgent.length())))
        .setAddress(request.clientAddress())
        .build();
  }
}
