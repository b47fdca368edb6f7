package dev.twite.logger;

import dev.twite.common.boot.RunningService;

/** The process. */
public final class LoggerMain {
  private LoggerMain() {}

  public static void main(String[] args) {
    RunningService.main(new LoggerSpec());
  }
}
