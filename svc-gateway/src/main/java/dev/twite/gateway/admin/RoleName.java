package dev.twite.gateway.admin;

import java.util.Locale;

/** Roles as the contract writes them. */
public final class RoleName {
  private RoleName() {}

  static String of(String role) {
    return role.toLowerCase(Locale.ROOT);
  }

  /** As svc-admin writes it, which judges it; null and empty stay empty. */
  public static String parse(String text) {
    return text == null ? "" : text.toUpperCase(Locale.ROOT);
  }
}
