package dev.twite.follow;

import dev.twite.common.boot.RunningService;

/** The process. */
public final class FollowMain {
  private FollowMain() {}

  public static void main(String[] args) {
    RunningService.main(new FollowSpec());
  }
}
