package dev.twite.media.store;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.config.Secret;

/**
 * Where the bucket is.
 *
 * @param pathStyle whether the bucket's name is in the path, not in the host
 */
public record S3Config(
    String endpoint,
    String region,
    String bucket,
    String accessKey,
    Secret secretKey,
    boolean pathStyle) {
  /**
   * @param used whether it has to be complete
   */
  public static S3Config from(ConfigReader config, boolean used) {
    String endpoint =
        text(config, "S3_ENDPOINT", used, "the URL of the S3-compatible server, http(s)://host");
    if (used && !endpoint.isEmpty() && !endpoint.matches("https?://[^\\s/]+/?")) {
      config.fault("S3_ENDPOINT", "is no URL such as https://s3.example");
    }
    return new S3Config(
        endpoint,
        config.string("S3_REGION", "us-east-1", "the bucket's region"),
        text(config, "S3_BUCKET", used, "the bucket's name"),
        text(config, "S3_ACCESS_KEY", used, "the id of the access key"),
        secret(config, used),
        config.flag("S3_PATH_STYLE", true, "whether the bucket's name goes into the path"));
  }

  private static Secret secret(ConfigReader config, boolean used) {
    String meaning = "the secret access key";
    Secret secret = config.optionalPassword("S3_SECRET_KEY", meaning);
    require(config, used, "S3_SECRET_KEY", secret.reveal(), meaning);
    return secret;
  }

  private static String text(ConfigReader config, String key, boolean used, String meaning) {
    String value = config.string(key, "", meaning);
    require(config, used, key, value, meaning);
    return value;
  }

  private static void require(
      ConfigReader config, boolean used, String key, String value, String meaning) {
    config.derived(key, "required with `TWITE_MEDIA_STORE=s3`");
    if (used && value.isEmpty()) {
      config.fault(key, "missing; with TWITE_MEDIA_STORE=s3 set it to " + meaning);
    }
  }
}
