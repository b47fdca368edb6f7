package dev.twite.common.ops;

import java.util.Optional;

/** The version of this build, from the jar's manifest. */
public final class Version {
  private Version() {}

  /** E.g. {@code 0.1.0}; {@code development} when not run from a jar. */
  public static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
