package dev.twite.auth;

import dev.twite.common.boot.RunningService;

/** svc-auth as a process of its own. */
public final class AuthMain {
  private AuthMain() {}

  public static void main(String[] args) {
    RunningService.main(new AuthSpec());
  }
}
