package dev.twite.ratelimit;

import dev.twite.common.boot.RunningService;

/** The process. */
public final class RatelimitMain {
  private RatelimitMain() {}

  public static void main(String[] args) {
    RunningService.main(new RatelimitSpec());
  }
}
