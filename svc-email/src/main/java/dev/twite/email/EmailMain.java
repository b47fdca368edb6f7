package dev.twite.email;

import dev.twite.common.boot.RunningService;

/** The process. */
public final class EmailMain {
  private EmailMain() {}

  public static void main(String[] args) {
    RunningService.main(new EmailSpec());
  }
}
