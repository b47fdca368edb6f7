package dev.twite.common.identity;

/** What an account may do; each role may do what the ones before it may. */
public enum Role {
  USER,
  MODERATOR,
  ADMIN;

  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
