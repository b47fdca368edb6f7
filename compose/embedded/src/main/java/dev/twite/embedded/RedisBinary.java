package dev.twite.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which {@code redis-server} runs: the machine's own if it is new enough, else the one that the
 * build brought.
 */
final class RedisBinary {
  private static final int PREFERRED_MAJOR = 7;
  private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.");

  private RedisBinary() {}

  static Path path() throws IOException {
    return path(ChildCommand.onPath("redis-server"));
  }

  static Path path(Optional<Path> installed) throws IOException {
    if (installed.isPresent() && major(installed.get()) >= PREFERRED_MAJOR) {
      return installed.get();
    }
    Path jar = ServersClassPath.load().jar("embedded-redis-");
    String entry = entry(System.getProperty("os.name"), System.getProperty("os.arch"));
    return Cache.folder(
            entry,
            folder -> {
              Path binary = folder.resolve("redis-server");
              ServersClassPath.extract(jar, entry, binary);
              Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwxr-xr-x"));
            })
        .resolve("redis-server");
  }

  /**
   * The name in embedded-redis' jar. The one called 6.2.6 for Linux says of itself that it is
   * 6.2.11.
   */
  static String entry(String os, String arch) {
    boolean arm = arch.equals("aarch64");
    if (os.toLowerCase(Locale.ROOT).startsWith("mac")) {
      return arm ? "redis-server-6.2.6-v5-darwin-arm64" : "redis-server-6.2.6-v5-darwin-amd64";
    }
    return arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
  }

  private static int major(Path binary) throws IOException {
    Process process = new ProcessBuilder(binary.toString(), "--version").start();
    String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
    Matcher version = VERSION.matcher(output);
    return version.find() ? Integer.parseInt(version.group(1)) : 0;
  }
}
