package dev.twite.admin.panel.session;

import dev.twite.common.identity.Role;
import dev.twite.common.identity.User;

/** Who looks at the panel, as svc-auth knows him now. */
public record Viewer(PanelSession session, String handle, Role role) {
  public long id() {
    return session.userId();
  }

  /** Who he is to the services that are asked for him. */
  public User user() {
    return new User(session.userId(), session.sessionId(), role);
  }
}
