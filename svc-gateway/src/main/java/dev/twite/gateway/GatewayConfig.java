package dev.twite.gateway;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.view.MediaLinks;
import dev.twite.gateway.impression.ImpressionConfig;
import dev.twite.gateway.token.TokenConfig;

/**
 * @param tokens how access tokens are checked
 * @param pictures how links to pictures begin
 * @param impressions how views of tweets are counted
 */
public record GatewayConfig(TokenConfig tokens, MediaLinks pictures, ImpressionConfig impressions) {
  public static GatewayConfig from(ConfigReader config) {
    return new GatewayConfig(
        TokenConfig.from(config), MediaLinks.from(config), ImpressionConfig.from(config));
  }
}
