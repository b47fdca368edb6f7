package dev.twite.admin.panel.session;

import java.time.Instant;

/**
 * Somebody's stay in the panel, as his cookie holds it, sealed.
 *
 * @param sessionId the account's session that it hangs on
 * @param token what his forms carry, so that no other site can send them (S19)
 * @param begunAt when he signed in
 * @param seenAt when he last asked for a page, to the minute
 */
public record PanelSession(
    long userId, long sessionId, String token, Instant begunAt, Instant seenAt) {
  PanelSession seen(Instant now) {
    return new PanelSession(userId, sessionId, token, begunAt, now);
  }
}
