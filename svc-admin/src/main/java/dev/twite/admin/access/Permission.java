package dev.twite.admin.access;

import dev.twite.common.identity.Role;

/** What a role may do; a role may do what the ones before it may. */
public enum Permission {
  REPORT(Role.USER),
  SEE_ACCOUNTS(Role.MODERATOR),
  /** Only of who has a lesser role. */
  BAN(Role.MODERATOR),
  REMOVE_TWEETS(Role.MODERATOR),
  HANDLE_REPORTS(Role.MODERATOR),
  /** The rows of what the role itself may do. */
  SEE_AUDIT(Role.MODERATOR),
  SEE_ADDRESSES(Role.ADMIN),
  SET_ROLES(Role.ADMIN),
  SEE_LOGS(Role.ADMIN),
  SEE_HEALTH(Role.ADMIN),
  HANDLE_DEAD_LETTERS(Role.ADMIN),
  MAINTAIN(Role.ADMIN);

  private final Role least;

  Permission(Role least) {
    this.least = least;
  }

  /** The least role that has it. */
  public Role least() {
    return least;
  }

  public boolean isOf(Role role) {
    return role.includes(least);
  }
}
