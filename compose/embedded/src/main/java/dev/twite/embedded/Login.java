package dev.twite.embedded;

/**
 * A database user.
 *
 * @param user the role's name
 * @param password in clear; not printed
 */
public record Login(String user, String password) {
  @Override
  public String toString() {
    return "Login[user=" + user + "]";
  }
}
