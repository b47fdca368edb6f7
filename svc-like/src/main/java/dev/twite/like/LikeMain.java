package dev.twite.like;

import dev.twite.common.boot.RunningService;

/** The process. */
public final class LikeMain {
  private LikeMain() {}

  public static void main(String[] args) {
    RunningService.main(new LikeSpec());
  }
}
