package dev.twite.common.config;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A value that no log, message or dump may hold; read it only where it is used. */
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = Objects.requireNonNull(value);
  }

  public String reveal() {
    return value;
  }

  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
