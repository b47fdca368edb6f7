package dev.twite.admin.panel;

import dev.twite.admin.access.Permission;
import dev.twite.admin.panel.html.Link;
import dev.twite.common.identity.Role;

/** The parts of the panel, as its menu has them. */
public enum Section {
  OVERVIEW("Overview", "/", Permission.HANDLE_REPORTS),
  USERS("Users", "/users", Permission.SEE_ACCOUNTS),
  REPORTS("Reports", "/reports", Permission.HANDLE_REPORTS),
  AUDIT("Audit log", "/audit", Permission.SEE_AUDIT),
  LOGS("Logs", "/logs", Permission.SEE_LOGS),
  DEAD_LETTERS("Dead letters", "/dead-letters", Permission.HANDLE_DEAD_LETTERS);

  private final String title;
  private final String path;
  private final Permission permission;

  Section(String title, String path, Permission permission) {
    this.title = title;
    this.path = path;
    this.permission = permission;
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
    return permission.least();
  }
}
