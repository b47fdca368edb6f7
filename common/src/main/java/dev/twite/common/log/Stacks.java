package dev.twite.common.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;

/** Stacks as text. */
final class Stacks {
  private final ThrowableProxyConverter converter = new ThrowableProxyConverter();

  Stacks() {
    converter.start();
  }

  /** Empty where nothing was thrown. */
  String of(Line line) {
    return line.getThrowableProxy() == null ? "" : converter.convert(line);
  }
}
