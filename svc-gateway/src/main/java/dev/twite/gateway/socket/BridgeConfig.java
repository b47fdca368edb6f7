package dev.twite.gateway.socket;

import com.google.common.base.Splitter;
import dev.twite.common.config.ConfigReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * @param targets where instances of svc-websocket take connections, without a path
 */
public record BridgeConfig(List<URI> targets) {
  public static BridgeConfig from(ConfigReader config) {
    String text =
        config.string(
            "WEBSOCKET_URLS",
            "ws://svc-websocket:8080",
            "where instances of svc-websocket take connections: ws://host:port,ws://host:port");
    List<URI> targets = new ArrayList<>();
    for (String url : Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text)) {
      if (url.matches("wss?://[A-Za-z0-9.\\[\\]:-]+")) {
        targets.add(URI.create(url));
      } else {
        config.fault("WEBSOCKET_URLS", "'" + url + "' is no URL such as ws://host:port");
      }
    }
    if (targets.isEmpty()) {
      config.fault("WEBSOCKET_URLS", "names no address");
    }
    return new BridgeConfig(List.copyOf(targets));
  }
}
