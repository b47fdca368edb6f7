package dev.twite.profile;

import dev.twite.common.boot.RunningService;

/** The process. */
public final class ProfileMain {
  private ProfileMain() {}

  public static void main(String[] args) {
    RunningService.main(new ProfileSpec());
  }
}
