package dev.twite.common.limit;

import java.util.List;

/** A file of rules that can't hold, with every fault: {@code line 7: login.period: …}. */
public final class RuleFileException extends RuntimeException {
  private final transient List<String> faults;

  RuleFileException(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
