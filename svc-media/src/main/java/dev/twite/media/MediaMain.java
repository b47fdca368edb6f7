package dev.twite.media;

import dev.twite.common.boot.RunningService;

/** The process. */
public final class MediaMain {
  private MediaMain() {}

  public static void main(String[] args) {
    RunningService.main(new MediaSpec());
  }
}
