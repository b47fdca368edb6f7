package dev.twite.common.config;

import java.util.List;

/** Every fault of a configuration, one a line, for the operator. */
public final class ConfigException extends RuntimeException {
  private final transient List<String> faults;

  public ConfigException(String service, List<String> faults) {
    super(
        "svc-"
            + service
            + " can't start, its configuration has "
            + faults.size()
            + " fault(s):\n  - "
            + String.join("\n  - ", faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
