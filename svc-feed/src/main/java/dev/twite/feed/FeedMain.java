package dev.twite.feed;

import dev.twite.common.boot.RunningService;

/** The process of svc-feed. */
public final class FeedMain {
  private FeedMain() {}

  public static void main(String[] args) {
    RunningService.main(new FeedSpec());
  }
}
