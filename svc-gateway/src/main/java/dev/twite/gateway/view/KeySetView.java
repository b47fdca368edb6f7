package dev.twite.gateway.view;

import java.util.List;

/** A JWK Set (RFC 7517). */
public record KeySetView(List<Jwk> keys) {
  /** A P-256 public key (RFC 7518, 6.2). */
  public record Jwk(
      String kty, String crv, String alg, String use, String kid, String x, String y) {}

  public static KeySetView of(List<dev.twite.proto.auth.v1.Key> keys) {
    return new KeySetView(
        keys.stream()
            .map(
                key -> new Jwk("EC", "P-256", "ES256", "sig", key.getKid(), key.getX(), key.getY()))
            .toList());
  }
}
