package dev.twite.admin.panel.html;

import com.google.common.net.PercentEscaper;
import java.util.regex.Pattern;

/** An address inside the panel: no other can be written. */
public final class Link {
  public static final String ROOT = "/admin";

  private static final Pattern PATH = Pattern.compile(ROOT + "(/[A-Za-z0-9._-]*)*");
  private static final PercentEscaper ESCAPER = new PercentEscaper("-._~", false);

  private final String text;

  private Link(String text) {
    this.text = text;
  }

  /**
   * @param path below {@link #ROOT}, written in the code: {@code /users}; parts that vary go
   *     through {@link #part}
   */
  public static Link to(String path) {
    String whole = ROOT + path;
    if (!PATH.matcher(whole).matches()) {
      throw new IllegalArgumentException("No path of the panel: " + path);
    }
    return new Link(whole);
  }

  /** Where somebody wanted to go; the beginning when that is no path of the panel. */
  public static Link wanted(String path) {
    boolean ours = PATH.matcher(path).matches() && !path.contains("//") && !path.contains("..");
    return ours ? new Link(path) : to("/");
  }

  /** One more part of the path. */
  public Link part(String part) {
    return new Link(text + "/" + ESCAPER.escape(part));
  }

  public Link part(long id) {
    return part(Long.toUnsignedString(id));
  }

  /** One more parameter, unless it is empty. */
  public Link with(String name, String value) {
    return value.isEmpty()
        ? this
        : new Link(text + (text.contains("?") ? '&' : '?') + name + "=" + ESCAPER.escape(value));
  }

  @Override
  public String toString() {
    return text;
  }
}
