package dev.twite.admin;

import dev.twite.common.boot.RunningService;

/** The process. */
public final class AdminMain {
  private AdminMain() {}

  public static void main(String[] args) {
    RunningService.main(new AdminSpec());
  }
}
