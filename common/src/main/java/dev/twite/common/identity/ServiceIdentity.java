package dev.twite.common.identity;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.config.Secret;

/**
 * Who this process is to the other services.
 *
 * @param service its short name, e.g. {@code tweet}
 * @param secret key that signs call tokens, shared by the services of one deployment, at least 32
 *     bytes
 */
public record ServiceIdentity(String service, Secret secret) {
  public static ServiceIdentity from(ConfigReader config) {
    return new ServiceIdentity(
        config.service(),
        config.secret(
            "SERVICE_SECRET", "the key that services prove themselves with to each other"));
  }
}
