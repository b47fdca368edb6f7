package dev.twite.gateway.view;

import dev.twite.common.error.TwiteException;
import dev.twite.proto.email.v1.Digest;

/** Names of digests in JSON. */
public final class DigestName {
  private DigestName() {}

  public static String of(Digest digest) {
    return switch (digest) {
      case DAILY -> "daily";
      case WEEKLY -> "weekly";
      case OFF, DIGEST_UNSPECIFIED, UNRECOGNIZED -> "off";
    };
  }

  /**
   * @throws TwiteException INVALID_REQUEST, naming {@code field}, when it is none
   */
  public static Digest parse(String field, String name) {
    return switch (name) {
      case "off" -> Digest.OFF;
      case "daily" -> Digest.DAILY;
      case "weekly" -> Digest.WEEKLY;
      default ->
          throw TwiteException.invalid(field, "invalid_value", "Is none of off, daily, weekly");
    };
  }
}
