package dev.twite.common.ops;

/** Says whether something that a service can't work without is there. */
public interface HealthCheck {
  /** What is checked: {@code postgres}, {@code kafka}. */
  String name();

  /** Returns when all is well, within a second; throws otherwise. */
  void check() throws Exception;
}
