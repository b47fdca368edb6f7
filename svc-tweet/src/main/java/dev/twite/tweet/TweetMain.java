package dev.twite.tweet;

import dev.twite.common.boot.RunningService;

/** The process svc-tweet. */
public final class TweetMain {
  private TweetMain() {}

  public static void main(String[] args) {
    RunningService.main(new TweetSpec());
  }
}
