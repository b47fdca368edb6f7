package dev.twite.analytics;

import dev.twite.common.boot.RunningService;

/** The process. */
public final class AnalyticsMain {
  private AnalyticsMain() {}

  public static void main(String[] args) {
    RunningService.main(new AnalyticsSpec());
  }
}
