package dev.twite.common.ops;

import dev.twite.common.config.ConfigReader;

/**
 * @param host address of the operations port; not for the public
 * @param port its port
 */
public record OpsConfig(String host, int port) {
  public static OpsConfig from(ConfigReader config) {
    return new OpsConfig(
        config.string("OPS_HOST", "0.0.0.0", "the address of the operations port"),
        config.integer(
            "OPS_PORT",
            9091,
            1,
            65535,
            "the operations port, not for the public: /healthz /readyz /metrics /version"));
  }
}
