package dev.twite.common.ops;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this program was built from; Maven writes it into {@code build.properties}. */
public final class Version {
  private static final Properties BUILD = read();

  private Version() {}

  /** E.g. {@code 0.1.0}. */
  public static String current() {
    return BUILD.getProperty("version");
  }

  /** The commit that it was built from; {@code unknown} where the build was not told. */
  public static String commit() {
    return BUILD.getProperty("commit");
  }

  private static Properties read() {
    Properties build = new Properties();
    try (InputStream file = Version.class.getResourceAsStream("build.properties")) {
      build.load(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return build;
  }
}
