package dev.twite.logger;

import java.util.Optional;
import java.util.stream.Stream;

/** How grave a line is, the least first. */
public enum Level {
  TRACE(0),
  DEBUG(1),
  INFO(2),
  WARN(3),
  ERROR(4);

  private final int number;

  Level(int number) {
    this.number = number;
  }

  /** As ClickHouse has it. */
  public int number() {
    return number;
  }

  /** The level of that number. */
  public static Level of(int number) {
    return Stream.of(values()).filter(level -> level.number == number).findFirst().orElse(ERROR);
  }

  /** The level of that name; empty for any other word. */
  public static Optional<Level> of(String name) {
    return Stream.of(values()).filter(level -> level.name().equals(name)).findFirst();
  }
}
