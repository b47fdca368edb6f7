package dev.twite.gateway.view;

import dev.twite.common.view.Wire;
import dev.twite.proto.auth.v1.Session;

/** A device on which an account is signed in. */
public record SessionView(
    String id,
    String userAgent,
    String address,
    String createdAt,
    String lastUsedAt,
    boolean current) {
  public static SessionView of(Session session) {
    return new SessionView(
        Wire.id(session.getId()),
        session.getDevice().getUserAgent(),
        session.getDevice().getAddress(),
        Wire.time(session.getCreatedAtMs()),
        Wire.time(session.getLastUsedAtMs()),
        session.getCurrent());
  }
}
