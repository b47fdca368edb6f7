package dev.twite.bench;

import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/** Where the load goes. */
public final class Target {
  private static final Pattern HERE =
      Pattern.compile("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\]");

  private Target() {}

  /** What {@code --url} says, else the Twite of {@code make run} on this machine. */
  public static URI of(Arguments arguments) {
    Map<String, String> env = System.getenv();
    String port = env.getOrDefault("TWITE_HTTP_PORT", env.getOrDefault("TWITE_PORT_BASE", "8080"));
    String text = arguments.text("url", "http://127.0.0.1:" + port);
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException malformed) {
      throw new BenchException("URL is http://host:port, not '" + text + "'", malformed);
    }
    if (url.getHost() == null || !"http".equals(url.getScheme()) || url.getPort() < 1) {
      throw new BenchException("URL is http://host:port, not '" + text + "'");
    }
    return url;
  }

  /** Thousands of made-up accounts are not to land at somebody else's by a slip. */
  public static void requireLocal(URI url, boolean allowRemote) {
    if (!allowRemote && !HERE.matcher(url.getHost()).matches()) {
      throw new BenchException(
          url.getHost()
              + " is not this machine. If it is yours and may be loaded, add ALLOW_REMOTE=1.");
    }
  }
}
