package dev.twite.admin.panel;

import dev.twite.admin.panel.html.Link;
import dev.twite.common.identity.Role;

/** The parts of the panel, as its menu has them. */
public enum Section {
  OVERVIEW("Overview", "/", Role.MODERATOR),
  USERS("Users", "/users", Role.MODERATOR),
  REPORTS("Reports", "/reports", Role.MODERATOR),
  AUDIT("Audit log", "/audit", Role.MODERATOR),
  LOGS("Logs", "/logs", Role.ADMIN),
  DEAD_LETTERS("Dead letters", "/dead-letters", Role.ADMIN);

  private final String title;
  private final String path;
  private final Role role;

  Section(String title, String path, Role role) {
    this.title = title;
    this.path = path;
    this.role = role;
  }

  public String title() {
    return title;
  }

  /** Below the panel's root. */
  public String path() {
    return path;
  }

  public Link link() {
    return Link.to(path);
  }

  /** The least that sees it. */
  public Role role() {
    return role;
  }
}
